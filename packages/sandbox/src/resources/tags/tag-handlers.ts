import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { apiError, invalidParameter } from "../../engine/errors.ts";
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

/** Makes a tag, finds it, renames it, or puts it on companies and users: the body decides. */
function createTag(call: Call): JsonObject {
  const input = call.body<TagInput>();
  const name = input.name.trim();
  // A body with a name alone may have anything else in it.
  const mayBeLists = [input.users ?? [], input.companies ?? []].every(Array.isArray);
  if (name === "" || !mayBeLists) throw invalidParameter("invalid tag parameters");
  // Whom it goes to is looked up first, so that a mistake leaves nothing behind.
  const people = (input.users ?? []).map(({ id, untag }) => ({
    thing: findContact(call, id ?? ""),
    on: !untag,
  }));
  const firms = (input.companies ?? []).map(({ untag, ...names }) => ({
    thing: companyOf(call, names),
    on: !untag,
  }));
  const [known] = call.in(tags).by("name", name.toLowerCase());
  const tag = input.id === undefined ? (known ?? make(call, name)) : rename(call, input.id, name);
  return {
    ...tagView(tag),
    users: people.map(({ thing, on }) => toggle<Contact>(call, contacts, thing, tag, on)),
    companies: firms.map(({ thing, on }) => toggle<Company>(call, companies, thing, tag, on)),
  };
}

function make(call: Call, name: string): Tag {
  return call.in(tags).insert({ id: call.store.nextId(tags), name });
}

function rename(call: Call, id: string, name: string): Tag {
  const tag = call.find(tags, id);
  const [rival] = call.in(tags).by("name", name.toLowerCase());
  if (rival && rival.id !== id) throw invalidParameter(`There already is a tag named ${name}`);
  return call.in(tags).update(tag.id, { name });
}

function companyOf(call: Call, names: { id?: string; company_id?: string }): Company {
  if (names.id !== undefined) return findCompany(call, names.id);
  const [found] = call.in(companies).by("companyId", names.company_id ?? "");
  if (!found) throw companyNotFound();
  return found;
}

function toggle<T extends Tagged & { readonly updated_at: number }>(
  call: Call,
  key: CollectionKey<T>,
  { id }: T,
  tag: Tag,
  on: boolean,
): JsonObject {
  const now = call.find(key, id);
  const applied = on ? withTag(now.tags, applyTag(call, tag)) : withoutTag(now.tags, tag.id);
  call.in(key).update(id, { tags: applied, updated_at: call.now } as Partial<T>);
  return { id, tagged: on };
}

/** Takes a tag off everything that has it. */
function deleteTag(call: Call): undefined {
  const tag = call.find(tags, call.param("tag_id"));
  const dependents = call
    .in(segments)
    .all()
    .filter(({ query }) => mentions(query, tag.id));
  if (dependents.length > 0) {
    const names = dependents.map(({ name }) => name).join(", ");
    const message = `Unable to delete Tag with dependent objects. Segments: ${names}.`;
    throw apiError(400, "tag_has_dependent_objects", message);
  }
  for (const kept of call.store.collections()) {
    for (const thing of kept.all()) {
      const applied = (thing as Partial<Tagged>).tags;
      if (!Array.isArray(applied) || !applied.some(({ id }) => id === tag.id)) continue;
      kept.update(thing.id, { tags: withoutTag(applied, tag.id) } as Partial<Entity>);
    }
  }
  call.in(tags).delete(tag.id);
  return undefined;
}

/** Whether a segment's query, at any depth, asks for a tag. */
function mentions(query: unknown, tag: string): boolean {
  if (typeof query !== "object" || query === null) return false;
  const { field, value } = query as JsonObject;
  if (field === "tag_id") return [value].flat().map(String).includes(tag);
  return Array.isArray(value) && value.some((part) => mentions(part, tag));
}

const byId = { by: ({ id }: Tag) => Number(id), descending: false };

export const tagHandlers: Handlers = {
  "tags.list": (call) =>
    list(call, call.in(tags).all(), { order: byId, view: (tag) => tagView(tag) }),
  "tags.get": (call) => tagView(call.find(tags, call.param("tag_id"))),
  "tags.create": {
    check: (call) => {
      if (typeof call.body<{ name?: unknown }>().name === "string") return;
      throw invalidParameter("invalid tag parameters");
    },
    handle: createTag,
  },
  "tags.delete": deleteTag,
};
