import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type AppliedTag, type Tag, type Tagged, tags } from "../../records/tags.ts";
import { findAuthor } from "../workspace/admins.ts";

/** The response of a tag, or of a tag on a record. */
export function tagView(tag: Tag, applied?: AppliedTag): JsonObject {
  const plain = { type: "tag", id: tag.id, name: tag.name };
  if (!applied) return plain;
  const { applied_at, admin_id } = applied;
  return { ...plain, applied_at, applied_by: { type: "admin", id: admin_id } };
}

/** The list of tags inside a record. */
export function tagList(
  context: RequestContext,
  { tags: applied }: Pick<Tagged, "tags">,
): JsonObject {
  const shown = applied.flatMap((one) => {
    const tag = context.collection(tags).get(one.id);
    return tag ? [tagView(tag, one)] : [];
  });
  return { type: "tag.list", tags: shown };
}

/** Adds a tag to the tags of a record. An existing one stays unchanged. */
export function withTag(applied: readonly AppliedTag[], tag: AppliedTag): readonly AppliedTag[] {
  return applied.some(({ id }) => id === tag.id) ? applied : [...applied, tag];
}

export function withoutTag(applied: readonly AppliedTag[], id: string): readonly AppliedTag[] {
  return applied.filter((tag) => tag.id !== id);
}

/** Creates a tag on a record, by the given admin or by the admin of the token. */
export function applyTag(context: RequestContext, tag: Tag, adminId?: unknown): AppliedTag {
  return { id: tag.id, applied_at: context.now, admin_id: findAuthor(context, adminId).id };
}
