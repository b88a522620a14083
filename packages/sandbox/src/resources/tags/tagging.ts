import { type ApiError, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { type AppliedTag, type Tagged, tags } from "../../records/tags.ts";
import { applyTag, tagView, withoutTag, withTag } from "./tags.ts";

/** How to find the record of a request, and how to store its tags. */
export interface TaggingOptions<T extends Tagged> {
  readonly find: (context: RequestContext) => T;
  readonly write: (context: RequestContext, thing: T, tags: readonly AppliedTag[]) => void;
  /** The error for an unknown tag, or one that the record does not have. 404 `tag_not_found` if left out. */
  readonly tagNotFound?: () => ApiError;
}

/** Creates the handlers that attach and detach tags, for a place such as `articles.tags`. */
export function taggingHandlers<T extends Tagged>(
  place: string,
  options: TaggingOptions<T>,
): Handlers {
  const { find, write } = options;
  const noTag = options.tagNotFound ?? (() => notFound("Tag not found", "tag_not_found"));
  return {
    [`${place}.attach`]: (context) => {
      const thing = find(context);
      const { id, admin_id } = context.body<{ id: string | number; admin_id?: unknown }>();
      const tag = context.find(tags, String(id), noTag);
      const applied = applyTag(context, tag, admin_id);
      const all = withTag(thing.tags, applied);
      write(context, thing, all);
      return tagView(tag, all.find((one) => one.id === tag.id) ?? applied);
    },
    [`${place}.detach`]: (context) => {
      const thing = find(context);
      const tag = context.find(tags, context.param("tag_id"), noTag);
      if (!thing.tags.some(({ id }) => id === tag.id)) throw noTag();
      // The admin must exist, but is not stored.
      applyTag(context, tag, context.body<{ admin_id?: unknown }>().admin_id);
      write(context, thing, withoutTag(thing.tags, tag.id));
      return { ...tagView(tag), applied_at: null, applied_by: null };
    },
  };
}
