import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import type { AppliedTag } from "../contacts/contact-model.ts";
import { findAuthor } from "../workspace/admins.ts";
import { tags, tagView, withoutTag, withTag } from "./tags.ts";

/** A piece of knowledge that tags are put on. */
export interface Tagged extends Entity {
  readonly tags: readonly AppliedTag[];
}

/** The tags on something, as they are shown in it. One that was deleted since is gone from it. */
export function tagList(call: Call, { tags: applied }: Tagged): JsonObject {
  const shown = applied.flatMap((one) => {
    const tag = call.in(tags).get(one.id);
    return tag ? [tagView(tag, one)] : [];
  });
  return { type: "tag.list", tags: shown };
}

/**
 * Handlers for attaching and detaching a tag, which all kinds of content have alike. `kind` is what
 * the errors call it: `article` for `article_not_found`.
 */
export function contentTagHandlers<T extends Tagged>(
  place: string,
  kind: string,
  key: CollectionKey<T>,
): Handlers {
  const words = kind.replaceAll("_", " ");
  const missing = () =>
    notFound(`${words[0]?.toUpperCase()}${words.slice(1)} not found`, `${kind}_not_found`);
  const noTag = () => notFound("Tag not found", "tag_not_found");
  const find = (call: Call) => call.find(key, call.param(`${kind}_id`), missing);
  return {
    [`${place}.tags.attach`]: (call) => {
      const thing = find(call);
      const body = call.body<{ id: string; admin_id?: string | null }>();
      const tag = call.find(tags, String(body.id), noTag);
      const admin_id = findAuthor(call, body.admin_id).id;
      const all = withTag(thing.tags, { id: tag.id, applied_at: call.now, admin_id });
      call.in(key).update(thing.id, { tags: all } as Partial<T>);
      return tagView(
        tag,
        all.find(({ id }) => id === tag.id),
      );
    },
    [`${place}.tags.detach`]: (call) => {
      const thing = find(call);
      const tag = call.find(tags, call.param("tag_id"), noTag);
      if (!thing.tags.some(({ id }) => id === tag.id)) throw noTag();
      call.in(key).update(thing.id, { tags: withoutTag(thing.tags, tag.id) } as Partial<T>);
      return { ...tagView(tag), applied_at: null, applied_by: null };
    },
  };
}
