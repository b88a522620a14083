import { notFound } from "../../engine/errors.ts";
import type { Handlers } from "../../engine/request-context.ts";
import type { Tagged } from "../../records/tags.ts";
import type { CollectionKey } from "../../store/collection.ts";
import { taggingHandlers } from "../tags/tagging.ts";

/**
 * Creates handlers for the tags of a kind of content. `kind` is its name in error codes: `article`
 * for `article_not_found`.
 */
export function contentTagHandlers<T extends Tagged>(
  place: string,
  kind: string,
  key: CollectionKey<T>,
): Handlers {
  const words = kind.replaceAll("_", " ");
  const missing = () =>
    notFound(`${words[0]?.toUpperCase()}${words.slice(1)} not found`, `${kind}_not_found`);
  return taggingHandlers<T>(`${place}.tags`, {
    find: (context) => context.find(key, context.param(`${kind}_id`), missing),
    write: (context, { id }, tags) => {
      context.collection(key).update(id, { tags } as Partial<T>);
    },
  });
}
