import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { list } from "../../paging/list.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { type AppliedTag, contacts } from "../contacts/contact-model.ts";
import { findContact } from "../contacts/contact-rules.ts";
import { findAuthor } from "../workspace/admins.ts";

export interface Tag extends Entity {
  readonly name: string;
}

export const tags: CollectionKey<Tag> = collection<Tag>("tags", "number", {
  name: ({ name }) => [name.toLowerCase()],
});

/** How a tag is shown: as such, or as it was put on something. */
export function tagView(tag: Tag, applied?: AppliedTag): JsonObject {
  const plain = { type: "tag", id: tag.id, name: tag.name };
  if (!applied) return plain;
  const { applied_at, admin_id } = applied;
  return { ...plain, applied_at, applied_by: { type: "admin", id: admin_id } };
}

/** A thing's tags with one more. A tag that is there already stays as it was put there. */
export function withTag(applied: readonly AppliedTag[], tag: AppliedTag): readonly AppliedTag[] {
  return applied.some(({ id }) => id === tag.id) ? applied : [...applied, tag];
}

export function withoutTag(applied: readonly AppliedTag[], id: string): readonly AppliedTag[] {
  return applied.filter((tag) => tag.id !== id);
}

/** A tag as it is put on something by a request. */
export function applyTag(call: Call, tag: Tag): AppliedTag {
  return { id: tag.id, applied_at: call.now, admin_id: findAuthor(call, undefined).id };
}

function attach(call: Call): JsonObject {
  const contact = findContact(call, call.param("contact_id"));
  const tag = call.find(tags, String(call.body<{ id: string | number }>().id));
  const all = withTag(contact.tags, applyTag(call, tag));
  call.in(contacts).update(contact.id, { tags: all, updated_at: call.now });
  return tagView(
    tag,
    all.find(({ id }) => id === tag.id),
  );
}

function detach(call: Call): JsonObject {
  const contact = findContact(call, call.param("contact_id"));
  const applied = contact.tags.find(({ id }) => id === call.param("tag_id"));
  if (!applied) throw notFound();
  const rest = withoutTag(contact.tags, applied.id);
  call.in(contacts).update(contact.id, { tags: rest, updated_at: call.now });
  return tagView(call.find(tags, applied.id), applied);
}

const byId = { by: ({ id }: AppliedTag) => Number(id), descending: false };

export const tagHandlers: Handlers = {
  "contacts.tags.list": (call) => {
    const contact = findContact(call, call.param("contact_id"));
    const view = (applied: AppliedTag) => tagView(call.find(tags, applied.id), applied);
    return list(call, contact.tags, { order: byId, view });
  },
  "contacts.tags.attach": attach,
  "contacts.tags.detach": detach,
};
