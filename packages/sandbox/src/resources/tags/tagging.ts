import type { JsonObject } from "../../description/openapi.ts";
import type { Call } from "../../engine/call.ts";
import { type ApiError, notFound } from "../../engine/errors.ts";
import type { AppliedTag } from "../contacts/contact-model.ts";
import { conversations } from "../conversations/conversation-model.ts";
import { tickets } from "../tickets/ticket-model.ts";
import { findAuthor } from "../workspace/admins.ts";
import { type Tag, tags, tagView, withoutTag, withTag } from "./tags.ts";

/** Whatever carries tags: a conversation, a ticket, or both at once. */
export interface Tagged {
  readonly tags: readonly AppliedTag[];
  readonly write: (tags: readonly AppliedTag[]) => void;
}

/** Puts the tag that the body names on something. */
export function attachTag(call: Call, tagged: Tagged): JsonObject {
  const { id, admin_id } = call.body<{ id: string | number; admin_id: string | number }>();
  const tag = findTag(call, String(id));
  const admin = findAuthor(call, admin_id).id;
  const all = withTag(tagged.tags, { id: tag.id, applied_at: call.now, admin_id: admin });
  tagged.write(all);
  return tagView(
    tag,
    all.find((applied) => applied.id === tag.id),
  );
}

/** Takes the tag that the path names off something. */
export function detachTag(call: Call, tagged: Tagged): JsonObject {
  const { admin_id } = call.body<{ admin_id?: string | number }>();
  findAuthor(call, admin_id);
  const applied = tagged.tags.find(({ id }) => id === call.param("tag_id"));
  if (!applied) throw tagNotFound();
  const tag = findTag(call, applied.id);
  tagged.write(withoutTag(tagged.tags, applied.id));
  return tagView(tag, applied);
}

const tagNotFound = (): ApiError => notFound("Tag not found", "tag_not_found");

function findTag(call: Call, id: string): Tag {
  return call.find(tags, id, tagNotFound);
}

/** A converted conversation and its ticket have the same tags. */
export function writeTags(call: Call, id: string, all: readonly AppliedTag[]): void {
  const change = { tags: all, updated_at: call.now };
  if (call.in(conversations).get(id)) call.in(conversations).update(id, change);
  if (call.in(tickets).get(id)) call.in(tickets).update(id, change);
}
