import { apiError, invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { crud } from "../../handlers/crud.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { list, newestFirst } from "../../paging/list.ts";
import { contentInFolders } from "./folder-content.ts";
import { type Folder, folders } from "./folder-model.ts";

/** The folder in the body. */
function input(context: RequestContext): Partial<Folder> {
  const { folder } = context.body<{ folder: Partial<Folder> }>();
  const { parent_folder_id: parent } = folder;
  if (parent !== undefined && parent !== null) context.find(folders, String(parent));
  return folder;
}

function isInside(context: RequestContext, id: number | null | undefined, outer: string): boolean {
  if (id === null || id === undefined) return false;
  if (String(id) === outer) return true;
  return isInside(context, context.collection(folders).get(String(id))?.parent_folder_id, outer);
}

function view(context: RequestContext, folder: Folder): object {
  const content_count = contentInFolders(context).filter(
    ({ folder_id }) => String(folder_id) === folder.id,
  ).length;
  return { ...folder, content_count };
}

export const folderHandlers: Handlers = {
  ...crud("folders", {
    collection: folders,
    order: newestFirst,
    created: (context) => ({
      description: null,
      emoji: null,
      parent_folder_id: null,
      ...input(context),
      created_at: context.now,
      updated_at: context.now,
    }),
    changed: (context, before) => {
      const change = input(context);
      if (isInside(context, change.parent_folder_id, before.id)) {
        throw invalidParameter("A folder cannot lie inside itself", "parent_folder_id");
      }
      return { ...change, updated_at: context.now };
    },
    deleted: (context, { id }) => {
      const holds = contentInFolders(context).some(({ folder_id }) => String(folder_id) === id);
      if (holds || context.collection(folders).findBy("parent", id).length > 0) {
        throw apiError(422, "unprocessable_entity", "Folder is not empty");
      }
      return deletedView("folder", id);
    },
    view,
  }),
  "folders.list": (context) => {
    const parent = context.query["parent_folder_id"];
    const all =
      parent === undefined
        ? context.collection(folders).all()
        : context.collection(folders).findBy("parent", String(parent));
    return list(context, all, { order: newestFirst, view: (folder) => view(context, folder) });
  },
};
