import { isAtLeast } from "../../description/versions.ts";
import type { Call, Handle, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { deletedView } from "../../handlers/answer-values.ts";
import { type CrudOptions, crud } from "../../handlers/crud.ts";
import { list } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { workspaceId } from "../workspace/workspace.ts";
import { articles } from "./article-model.ts";
import { defaultHelpCenter, defaultLocale, helpCenters } from "./help-center-model.ts";
import { slug } from "./markdown.ts";
import { forgetRedirects } from "./redirects.ts";

interface Translation {
  readonly name?: string;
  readonly description?: string;
}

/** A shelf of a help center. One inside another is what versions up to 2.9 call a section. */
export interface HelpCollection extends Entity {
  readonly name: string;
  readonly description: string | null;
  readonly icon: string;
  readonly order: number;
  readonly default_locale: string;
  /** What was said of other languages, or of the default one. */
  readonly translated_content: Readonly<Record<string, Translation | null>> | null;
  readonly parent_id: string | null;
  readonly help_center_id: number;
  readonly created_at: number;
  readonly updated_at: number;
}

export const collections: CollectionKey<HelpCollection> = collection<HelpCollection>(
  "collections",
  "number",
  { parent: ({ parent_id }) => [parent_id] },
);

interface Input extends Translation {
  readonly parent_id?: string | number | null;
  readonly help_center_id?: number | null;
  readonly translated_content?: HelpCollection["translated_content"];
}

/** Where the body puts a collection: under another one, in that one's help center. */
function placed(call: Call, own: string | undefined): Partial<HelpCollection> {
  const { parent_id, help_center_id } = call.body<Input>();
  if (parent_id === undefined && own !== undefined) return {};
  if (parent_id !== undefined && parent_id !== null && parent_id !== "") {
    const parent = call.find(collections, String(parent_id));
    if (own !== undefined && isInside(call, parent, own)) {
      throw notFound("A collection cannot lie inside itself");
    }
    return { parent_id: parent.id, help_center_id: parent.help_center_id };
  }
  const center = help_center_id
    ? call.find(helpCenters, String(help_center_id))
    : defaultHelpCenter(call);
  return { parent_id: null, ...(own === undefined ? { help_center_id: Number(center.id) } : {}) };
}

function isInside(call: Call, one: HelpCollection, id: string): boolean {
  if (one.id === id) return true;
  const parent = one.parent_id === null ? undefined : call.in(collections).get(one.parent_id);
  return parent !== undefined && isInside(call, parent, id);
}

/** A collection goes with what lies in it; articles stay, outside of any. */
function remove(call: Call, { id }: HelpCollection): void {
  forgetRedirects(call, "collection", id);
  for (const child of call.in(collections).by("parent", id)) {
    remove(call, child);
    call.in(collections).delete(child.id);
  }
  for (const article of call.in(articles).by("parent", id)) {
    const parent_ids = article.parent_ids.filter((parent) => String(parent) !== id);
    call.in(articles).update(article.id, { parent_ids });
  }
}

function view(call: Call, own: HelpCollection): object {
  const { translated_content, default_locale, name, description } = own;
  const center = call.in(helpCenters).get(String(own.help_center_id));
  const translations = Object.entries({
    ...translated_content,
    [default_locale]: { name, description: description ?? "" },
  }).filter(([locale, content]) => locale !== "type" && content !== null);
  return {
    ...own,
    workspace_id: workspaceId,
    url: center ? `${center.url}/${default_locale}/collections/${own.id}-${slug(name)}` : null,
    help_center_id: own.parent_id === null ? own.help_center_id : null,
    translated_content: {
      type: "group_translated_content",
      ...Object.fromEntries(
        translations.map(([locale, content]) => [locale, { type: "group_content", ...content }]),
      ),
    },
  };
}

function options(object: string): CrudOptions<HelpCollection> {
  return {
    collection: collections,
    order: { by: ({ updated_at }) => updated_at, descending: true },
    created: (call) => ({
      description: call.body<Input>().description ?? "",
      icon: "book-bookmark",
      order: call.in(collections).size + 1,
      default_locale: defaultLocale(call),
      translated_content: call.body<Input>().translated_content ?? null,
      ...placed(call, undefined),
      created_at: call.now,
      updated_at: call.now,
    }),
    changed: (call, before) => ({
      translated_content: {
        ...before.translated_content,
        ...call.body<Input>().translated_content,
      },
      parent_id: before.parent_id,
      ...placed(call, before.id),
      updated_at: call.now,
    }),
    deleted: (call, own) => {
      remove(call, own);
      return deletedView(object, own.id);
    },
    view,
  };
}

const order = options("collection").order;

function listed(call: Call, wanted: (own: HelpCollection) => boolean) {
  const all = call.in(collections).all().filter(wanted);
  return list(call, all, { order, view: (own) => view(call, own), perPage: 20 });
}

/** The handlers of sections find nothing but sections. */
function sectionsOnly(handlers: Handlers): Handlers {
  const guarded = Object.entries(handlers).map(([id, handle]): [string, Handle] => [
    id,
    (call) => {
      const { section_id } = call.params;
      const found = section_id && call.find(collections, section_id);
      if (found && found.parent_id === null) throw notFound();
      return (handle as Handle)(call);
    },
  ]);
  return Object.fromEntries(guarded);
}

export const collectionHandlers: Handlers = {
  ...crud("helpCenters.collections", options("collection")),
  // Where there are sections, they are not among the collections.
  "helpCenters.collections.list": (call) =>
    listed(call, (own) => own.parent_id === null || isAtLeast(call.version, "2.10")),
  ...sectionsOnly(crud("helpCenters.sections", options("section"))),
  "helpCenters.sections.list": (call) => listed(call, (own) => own.parent_id !== null),
};
