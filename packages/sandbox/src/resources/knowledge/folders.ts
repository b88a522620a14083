import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, invalidParameter } from "../../engine/errors.ts";
import { deletedView } from "../../handlers/answer-values.ts";
import { crud } from "../../handlers/crud.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { contentOf } from "./content-kinds.ts";
import { type Folder, folders } from "./folder-model.ts";

/** What the body says, out of its envelope. */
function input(call: Call): Partial<Folder> {
  const { folder } = call.body<{ folder: Partial<Folder> }>();
  const { parent_folder_id: parent } = folder;
  if (parent !== undefined && parent !== null) call.find(folders, String(parent));
  return folder;
}

function isInside(call: Call, id: number | null | undefined, outer: string): boolean {
  if (id === null || id === undefined) return false;
  if (String(id) === outer) return true;
  return isInside(call, call.in(folders).get(String(id))?.parent_folder_id, outer);
}

function view(call: Call, folder: Folder): object {
  const content_count = contentOf(call).filter(
    ({ folder_id }) => String(folder_id) === folder.id,
  ).length;
  return { ...folder, content_count };
}

export const folderHandlers: Handlers = {
  ...crud("folders", {
    collection: folders,
    order: newestFirst,
    created: (call) => ({
      description: null,
      emoji: null,
      parent_folder_id: null,
      ...input(call),
      created_at: call.now,
      updated_at: call.now,
    }),
    changed: (call, before) => {
      const change = input(call);
      if (isInside(call, change.parent_folder_id, before.id)) {
        throw invalidParameter("A folder cannot lie inside itself", "parent_folder_id");
      }
      return { ...change, updated_at: call.now };
    },
    deleted: (call, { id }) => {
      const holds = contentOf(call).some(({ folder_id }) => String(folder_id) === id);
      if (holds || call.in(folders).by("parent", id).length > 0) {
        throw apiError(422, "unprocessable_entity", "Folder is not empty");
      }
      return deletedView("folder", id);
    },
    view,
  }),
  "folders.list": (call) => {
    const parent = call.query["parent_folder_id"];
    const all =
      parent === undefined ? call.in(folders).all() : call.in(folders).by("parent", String(parent));
    return list(call, all, { order: newestFirst, view: (folder) => view(call, folder) });
  },
};
