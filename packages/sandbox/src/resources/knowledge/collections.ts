import { isAtLeast } from "../../description/versions.ts";
import { notFound } from "../../engine/errors.ts";
import type { HandlerFunction, Handlers, RequestContext } from "../../engine/request-context.ts";
import { type CrudOptions, crud } from "../../handlers/crud.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { list } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { articles } from "./article-model.ts";
import { defaultHelpCenter, defaultLocale, helpCenters } from "./help-center-model.ts";
import { slug } from "./markdown.ts";
import { deleteRedirects } from "./redirects.ts";

interface Translation {
  readonly name?: string;
  readonly description?: string;
}

/** A collection of a help center. Versions up to 2.9 call one inside another a section. */
export interface HelpCollection extends Entity {
  readonly name: string;
  readonly description: string | null;
  readonly icon: string;
  readonly order: number;
  readonly default_locale: string;
  /** The translations that requests have set. */
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

/** Reads the parent of a collection. A child is in the help center of its parent. */
function readPlace(context: RequestContext, own: string | undefined): Partial<HelpCollection> {
  const { parent_id, help_center_id } = context.body<Input>();
  if (parent_id === undefined && own !== undefined) return {};
  if (parent_id !== undefined && parent_id !== null && parent_id !== "") {
    const parent = context.find(collections, String(parent_id));
    if (own !== undefined && isInside(context, parent, own)) {
      throw notFound("A collection cannot lie inside itself");
    }
    return { parent_id: parent.id, help_center_id: parent.help_center_id };
  }
  const center = help_center_id
    ? context.find(helpCenters, String(help_center_id))
    : defaultHelpCenter(context);
  return { parent_id: null, ...(own === undefined ? { help_center_id: Number(center.id) } : {}) };
}

function isInside(context: RequestContext, one: HelpCollection, id: string): boolean {
  if (one.id === id) return true;
  const parent =
    one.parent_id === null ? undefined : context.collection(collections).get(one.parent_id);
  return parent !== undefined && isInside(context, parent, id);
}

/** Deletes the collections inside a collection. Their articles stay, without a collection. */
function remove(context: RequestContext, { id }: HelpCollection): void {
  deleteRedirects(context, "collection", id);
  for (const child of context.collection(collections).findBy("parent", id)) {
    remove(context, child);
    context.collection(collections).delete(child.id);
  }
  for (const article of context.collection(articles).findBy("parent", id)) {
    const parent_ids = article.parent_ids.filter((parent) => String(parent) !== id);
    context.collection(articles).update(article.id, { parent_ids });
  }
}

function view(context: RequestContext, own: HelpCollection): object {
  const { translated_content, default_locale, name, description } = own;
  const center = context.collection(helpCenters).get(String(own.help_center_id));
  const translations = Object.entries({
    ...translated_content,
    [default_locale]: { name, description: description ?? "" },
  }).filter(([locale, content]) => locale !== "type" && content !== null);
  return {
    ...own,
    workspace_id: context.workspace.id,
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
    created: (context) => ({
      description: context.body<Input>().description ?? "",
      icon: "book-bookmark",
      order: context.collection(collections).size + 1,
      default_locale: defaultLocale(context),
      translated_content: context.body<Input>().translated_content ?? null,
      ...readPlace(context, undefined),
      created_at: context.now,
      updated_at: context.now,
    }),
    changed: (context, before) => ({
      translated_content: {
        ...before.translated_content,
        ...context.body<Input>().translated_content,
      },
      parent_id: before.parent_id,
      ...readPlace(context, before.id),
      updated_at: context.now,
    }),
    deleted: (context, own) => {
      remove(context, own);
      return deletedView(object, own.id);
    },
    view,
  };
}

const order = options("collection").order;

function listCollections(context: RequestContext, wanted: (own: HelpCollection) => boolean) {
  const all = context.collection(collections).all().filter(wanted);
  return list(context, all, { order, view: (own) => view(context, own), perPage: 20 });
}

/** Restricts handlers to sections. */
function sectionsOnly(handlers: Handlers): Handlers {
  const guarded = Object.entries(handlers).map(([id, handle]): [string, HandlerFunction] => [
    id,
    (context) => {
      const { section_id } = context.params;
      const found = section_id && context.find(collections, section_id);
      if (found && found.parent_id === null) throw notFound();
      return (handle as HandlerFunction)(context);
    },
  ]);
  return Object.fromEntries(guarded);
}

export const collectionHandlers: Handlers = {
  ...crud("helpCenters.collections", options("collection")),
  // Versions with sections do not list them as collections.
  "helpCenters.collections.list": (context) =>
    listCollections(context, (own) => own.parent_id === null || isAtLeast(context.version, "2.10")),
  ...sectionsOnly(crud("helpCenters.sections", options("section"))),
  "helpCenters.sections.list": (context) =>
    listCollections(context, (own) => own.parent_id !== null),
};
