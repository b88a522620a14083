import { type CallOptions, ConfigError, operationTable, type Requester } from "@interkit/core";
import { type Items, itemsOf } from "./list.ts";
import { base, queryOf } from "./next.ts";
import { walk } from "./paginate.ts";
import type { Values } from "./values.ts";

/** A list inside another object, of which Intercom sends the first ten items. */
export interface NestedList<Item> {
  /** The first items; left out by objects that give the url alone. */
  readonly data?: readonly Item[] | null | undefined;
  /** Where the whole list is, `/contacts/5ba682d23d7cf92bef87bfd4/tags`. */
  readonly url?: string | null | undefined;
  /** How many items the whole list has. */
  readonly total_count?: number | null | undefined;
  /** Whether `data` is not all of it. */
  readonly has_more?: boolean | null | undefined;
}

/**
 * Gives the whole of a list that is nested in an object, such as the tags of a contact.
 *
 * When the object holds all of it nothing is asked; otherwise the list's own pages are, from the
 * first on, so that their items may tell more than the nested ones. Iterating throws what
 * `paginate` throws.
 *
 * @throws {ConfigError} when the rest is nowhere to be had.
 *
 * @example
 * ```ts
 * import { createClient } from "@interkit/core/2.16";
 * import { expand } from "@interkit/pagination";
 *
 * const client = createClient({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const { data: contact } = await client.GET("/contacts/{contact_id}", {
 *   params: { path: { contact_id: "5ba682d23d7cf92bef87bfd4" } },
 * });
 * for await (const tag of expand(client, contact?.tags)) console.log(tag.id);
 * ```
 */
export function expand<Item>(
  client: Requester,
  nested: NestedList<Item> | null | undefined,
  options: CallOptions = {},
): Items<Item> {
  const { data, url, total_count, has_more } = nested ?? {};
  const items = data ?? [];
  // Some objects leave `data` out and give the url alone, whatever has_more says.
  const hasMore = data
    ? (has_more ?? (total_count ?? 0) > items.length)
    : (total_count ?? (url || has_more));
  if (!hasMore) {
    return itemsOf(async function* () {
      yield* items;
    });
  }
  const { route, ...init } = listAt(url);
  // The items of the list have at least what the nested ones have.
  return walk(client, route, init, options) as Items<unknown> as Items<Item>;
}

/** Finds the operation behind a url. Of the url only path and query count, never its host. */
function listAt(url: string | null | undefined): { route: string; path: Values; query: Values } {
  if (url && URL.canParse(url, base)) {
    const asked = `GET ${new URL(url, base).pathname}`;
    for (const [route, { pagination }] of Object.entries(operationTable)) {
      const path = pagination && match(route, asked);
      if (path) return { route, path, query: queryOf(url) };
    }
  }
  throw new ConfigError(
    "The nested list has more items than it holds, and no url of a list to get them from",
  );
}

/** The path parameters of a request, where it is one of the route's. */
function match(route: string, asked: string): Values | undefined {
  const template = route.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const found = new RegExp(`^${template}$`).exec(asked);
  if (found === null) return undefined;
  const segments = Object.entries(found.groups ?? {});
  return Object.fromEntries(segments.map(([name, segment]) => [name, decoded(segment)]));
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
