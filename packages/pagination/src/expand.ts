import { ConfigError, operationFacts, operationRoutes, type Requester } from "@interkit/core";
import { type Items, SourceItems } from "./iteration/items.ts";
import type { Batch, Source } from "./iteration/source.ts";
import { parseQuery, placeholderOrigin } from "./pages/next.ts";
import type { ListOptions } from "./pages/options.ts";
import type { Values } from "./pages/values.ts";
import { walk } from "./paginate.ts";

/** A list inside another object. Intercom sends its first ten items. */
export interface NestedList<Item> {
  /** The first items; missing in objects that have only the url. */
  readonly data?: readonly Item[] | null | undefined;
  /** The path of the whole list, such as `/contacts/5ba682d23d7cf92bef87bfd4/tags`. */
  readonly url?: string | null | undefined;
  /** How many items the whole list has. */
  readonly total_count?: number | null | undefined;
  /** Whether the list has more items than `data`. */
  readonly has_more?: boolean | null | undefined;
}

/**
 * Returns all items of a list that is nested in an object, such as the tags of a contact.
 *
 * No request is sent when the object has all items. Otherwise the pages of the list are requested,
 * from the first page on; their items may have more fields than the nested ones. Iterating throws the
 * same errors as the list of `paginate`.
 *
 * @throws {ConfigError} when items are missing and the object has no url of a list.
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
  options: ListOptions = {},
): Items<Item> {
  const { data, url, total_count, has_more } = nested ?? {};
  const items = data ?? [];
  // Some objects have only the url and no `data`; then has_more is not reliable.
  const hasMore = data
    ? (has_more ?? (total_count ?? 0) > items.length)
    : (total_count ?? (url || has_more));
  if (!hasMore) {
    return new SourceItems(() => receivedSource(items));
  }
  const { route, ...init } = findListOperation(url);
  // The items of the list have at least the fields of the nested ones.
  return walk(client, route, init, options) as Items<unknown> as Items<Item>;
}

/** A source of items that were received already. */
function receivedSource<Item>(items: readonly Item[]): Source<Batch<Item>> {
  let isRead = false;
  return {
    async read() {
      if (isRead) return undefined;
      isRead = true;
      return { items };
    },
    readAhead() {},
    confirm() {},
    stop() {},
  };
}

/** Finds the list operation of a url. Only the path and the query of the url are used, never its host. */
function findListOperation(url: string | null | undefined): {
  route: string;
  path: Values;
  query: Values;
} {
  if (url && URL.canParse(url, placeholderOrigin)) {
    const request = `GET ${new URL(url, placeholderOrigin).pathname}`;
    for (const route of operationRoutes()) {
      const path = operationFacts(route)?.pagination && matchRoute(route, request);
      if (path) return { route, path, query: parseQuery(url) };
    }
  }
  throw new ConfigError(
    "The nested list has more items than the object has, and no url of a list to request them from",
  );
}

/** Returns the path parameters of a request to this route; `undefined` for another route. */
function matchRoute(route: string, request: string): Values | undefined {
  const template = route.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const found = new RegExp(`^${template}$`).exec(request);
  if (found === null) return undefined;
  const segments = Object.entries(found.groups ?? {});
  return Object.fromEntries(segments.map(([name, segment]) => [name, decodeSegment(segment)]));
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
