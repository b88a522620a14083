import { type CallOptions, ConfigError, operationTable, type Requester } from "@interkit/core";
import { type Items, itemsOf } from "./list.ts";
import { base, queryOf } from "./next.ts";
import { walk } from "./paginate.ts";
import type { Values } from "./values.ts";

/** A list inside another object, of which Intercom sends the first ten items. */
export interface NestedList<Item> {
  readonly data?: readonly Item[] | null | undefined;
  /** Where the whole list is, `/contacts/5ba682d23d7cf92bef87bfd4/tags`. */
  readonly url?: string | null | undefined;
  readonly total_count?: number | null | undefined;
  readonly has_more?: boolean | null | undefined;
}

/**
 * Gives the whole of a list that is nested in an object, such as the tags of a contact.
 *
 * When the object holds all of it nothing is asked; otherwise the list's own pages are, from the
 * first on, so that their items may tell more than the nested ones. Iterating throws what
 * `paginate` throws, and a `ConfigError` when the rest is nowhere to be had.
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
  const data = nested?.data ?? [];
  const totalCount = nested?.total_count ?? data.length;
  // Some objects leave `data` out and give the url alone, whatever has_more says.
  const isWhole = nested?.data ? !(nested.has_more ?? totalCount > data.length) : totalCount === 0;
  if (isWhole) {
    return itemsOf(async function* () {
      yield* data;
    });
  }
  const { route, ...init } = listAt(nested?.url);
  // The items of the list have at least what the nested ones have.
  return walk(client, route, init, options) as Items<unknown> as Items<Item>;
}

/** Finds the operation behind a url. Of the url only path and query count, never its host. */
function listAt(url: string | null | undefined): { route: string; path: Values; query: Values } {
  if (url && URL.canParse(url, base)) {
    const segments = new URL(url, base).pathname.split("/");
    for (const [route, facts] of Object.entries(operationTable)) {
      if (!facts.pagination || !route.startsWith("GET /")) continue;
      const path = match(route.slice("GET ".length).split("/"), segments);
      if (path) return { route, path, query: queryOf(url) };
    }
  }
  throw new ConfigError(
    "The nested list has more items than it holds, and no url of a list to get them from",
  );
}

function match(template: readonly string[], segments: readonly string[]): Values | undefined {
  if (template.length !== segments.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const segment = segments[index] ?? "";
    const name = /^\{(.+)\}$/.exec(expected)?.[1];
    if (name !== undefined) path[name] = decoded(segment);
    else if (expected !== segment) return undefined;
  }
  return path;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
