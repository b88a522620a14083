import type { JsonObject } from "../../description/openapi.ts";
import { apiError, invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import { type Company, companies, companyNotFound, findCompany } from "../../records/companies.ts";
import { type Contact, contacts, findContact } from "../../records/contacts.ts";
import { type Tag, type Tagged, tags } from "../../records/tags.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import { segments } from "../segments/segments.ts";
import { applyTag, tagView, withoutTag, withTag } from "./tags.ts";

interface TagInput {
  readonly name: string;
  readonly id?: string;
  readonly users?: readonly { readonly id?: string; readonly untag?: boolean }[];
  readonly companies?: readonly {
    readonly id?: string;
    readonly company_id?: string;
    readonly untag?: boolean;
  }[];
}

/** Creates, finds, renames or applies a tag, depending on the body. */
function createTag(context: RequestContext): JsonObject {
  const input = context.body<TagInput>();
  const name = input.name.trim();
  // The schema does not check these lists, since a body with a name only may have other properties.
  const mayBeLists = [input.users ?? [], input.companies ?? []].every(Array.isArray);
  if (name === "" || !mayBeLists) throw invalidParameter("invalid tag parameters");
  // The targets are looked up before the tag is created.
  const people = (input.users ?? []).map(({ id, untag }) => ({
    thing: findContact(context, id ?? ""),
    on: !untag,
  }));
  const firms = (input.companies ?? []).map(({ untag, ...names }) => ({
    thing: companyOf(context, names),
    on: !untag,
  }));
  const [known] = context.collection(tags).findBy("name", name.toLowerCase());
  const tag =
    input.id === undefined ? (known ?? make(context, name)) : rename(context, input.id, name);
  return {
    ...tagView(tag),
    users: people.map(({ thing, on }) => toggle<Contact>(context, contacts, thing, tag, on)),
    companies: firms.map(({ thing, on }) => toggle<Company>(context, companies, thing, tag, on)),
  };
}

function make(context: RequestContext, name: string): Tag {
  return context.collection(tags).insert({ id: context.store.nextId(tags), name });
}

function rename(context: RequestContext, id: string, name: string): Tag {
  const tag = context.find(tags, id);
  const [duplicate] = context.collection(tags).findBy("name", name.toLowerCase());
  if (duplicate && duplicate.id !== id)
    throw invalidParameter(`There already is a tag named ${name}`);
  return context.collection(tags).update(tag.id, { name });
}

function companyOf(context: RequestContext, names: { id?: string; company_id?: string }): Company {
  if (names.id !== undefined) return findCompany(context, names.id);
  const [found] = context.collection(companies).findBy("companyId", names.company_id ?? "");
  if (!found) throw companyNotFound();
  return found;
}

function toggle<T extends Tagged & { readonly updated_at: number }>(
  context: RequestContext,
  key: CollectionKey<T>,
  { id }: T,
  tag: Tag,
  on: boolean,
): JsonObject {
  const now = context.find(key, id);
  const applied = on ? withTag(now.tags, applyTag(context, tag)) : withoutTag(now.tags, tag.id);
  context.collection(key).update(id, { tags: applied, updated_at: context.now } as Partial<T>);
  return { id, tagged: on };
}

/** Deletes a tag, and removes it from all records. */
function deleteTag(context: RequestContext): undefined {
  const tag = context.find(tags, context.param("tag_id"));
  const dependents = context
    .collection(segments)
    .all()
    .filter(({ query }) => refersToTag(query, tag.id));
  if (dependents.length > 0) {
    const names = dependents.map(({ name }) => name).join(", ");
    const message = `Unable to delete Tag with dependent objects. Segments: ${names}.`;
    throw apiError(400, "tag_has_dependent_objects", message);
  }
  for (const kept of context.store.collections()) {
    for (const thing of kept.all()) {
      const applied = (thing as Partial<Tagged>).tags;
      if (!Array.isArray(applied) || !applied.some(({ id }) => id === tag.id)) continue;
      kept.update(thing.id, { tags: withoutTag(applied, tag.id) } as Partial<Entity>);
    }
  }
  context.collection(tags).delete(tag.id);
  return undefined;
}

/** Whether the query of a segment, at any depth, filters by a tag. */
function refersToTag(query: unknown, tag: string): boolean {
  if (typeof query !== "object" || query === null) return false;
  const { field, value } = query as JsonObject;
  if (field === "tag_id") return [value].flat().map(String).includes(tag);
  return Array.isArray(value) && value.some((part) => refersToTag(part, tag));
}

const byId = { by: ({ id }: Tag) => Number(id), descending: false };

export const tagHandlers: Handlers = {
  "tags.list": (context) =>
    list(context, context.collection(tags).all(), { order: byId, view: (tag) => tagView(tag) }),
  "tags.get": (context) => tagView(context.find(tags, context.param("tag_id"))),
  "tags.create": {
    check: (context) => {
      if (typeof context.body<{ name?: unknown }>().name === "string") return;
      throw invalidParameter("invalid tag parameters");
    },
    handle: createTag,
  },
  "tags.delete": deleteTag,
};
