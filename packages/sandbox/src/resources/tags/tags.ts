import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type AppliedTag, type Tag, type Tagged, tags } from "../../records/tags.ts";
import { findAuthor } from "../workspace/admins.ts";

/** How a tag is shown: as such, or as it was put on something. */
export function tagView(tag: Tag, applied?: AppliedTag): JsonObject {
  const plain = { type: "tag", id: tag.id, name: tag.name };
  if (!applied) return plain;
  const { applied_at, admin_id } = applied;
  return { ...plain, applied_at, applied_by: { type: "admin", id: admin_id } };
}

/** The tags on something, as they are shown in it. */
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

/** A thing's tags with one more. A tag that is there already stays as it was put there. */
export function withTag(applied: readonly AppliedTag[], tag: AppliedTag): readonly AppliedTag[] {
  return applied.some(({ id }) => id === tag.id) ? applied : [...applied, tag];
}

export function withoutTag(applied: readonly AppliedTag[], id: string): readonly AppliedTag[] {
  return applied.filter((tag) => tag.id !== id);
}

/** A tag as a request puts it on something: by the admin that it names, or whose token it has. */
export function applyTag(context: RequestContext, tag: Tag, adminId?: unknown): AppliedTag {
  return { id: tag.id, applied_at: context.now, admin_id: findAuthor(context, adminId).id };
}
