import {
  apiError,
  type CallOptions,
  ConfigError,
  type Pagination,
  type Requester,
  ResponseError,
} from "@interkit/core";
import { attachCheckpoint, findCursor } from "./checkpoint.ts";
import { ListProgress } from "./list-progress.ts";
import { readCounters } from "./next.ts";
import { type PageRequest, styles } from "./styles.ts";
import { type Values, valueAt } from "./values.ts";

/** One page of a list, as it was received. */
export interface Page<Item, Body = unknown> {
  /** The items of this page, in the order of the response. */
  readonly items: readonly Item[];
  /** The whole response body. */
  readonly body: Body;
  /** The status and the headers; the body was already read. */
  readonly response: Response;
  /** How many items the list has in all, where the response has that count. */
  readonly totalCount: number | undefined;
}

/**
 * Lazy items: no request is sent before the iteration starts, each page is requested when the iteration
 * reaches it, and a second iteration starts again from the first page.
 *
 * Iterating throws the typed errors of `@interkit/core`; their `checkpoint` states how far the list had
 * been read. After a failure, iterate again.
 */
export interface Items<Item> extends AsyncIterable<Item> {
  /**
   * Collects the first items into an array, and requests only the pages that they are on. `limit` is the
   * maximum number of items; `Infinity` collects every item.
   */
  collect(options: { readonly limit: number }): Promise<Item[]>;
}

/** A lazy list that comes in pages. */
export interface List<Item, Body = unknown> extends Items<Item> {
  /** Iterates page by page; each page has its whole response body. */
  pages(): AsyncIterable<Page<Item, Body>>;
}

/**
 * A list before its first request: there is nothing to await yet.
 *
 * `await` of one does not compile, and neither does an async function that returns one: write
 * `for await (const item of list)`, or `await list.collect({ limit: 100 })`. A function that has to be
 * async returns it as a `List`: `const list: List<Contact> = intercom.contacts.list(); return list;`
 */
export interface LazyList<Item, Body = unknown> extends List<Item, Body> {
  /**
   * Does not exist at run time: it makes the compiler refuse an `await`, which would do nothing.
   *
   * @deprecated Iterate the list with `for await`, or call `collect`.
   */
  then(
    this: "A list is not a promise: iterate it with for await, or await its collect({ limit })",
    onfulfilled: (value: List<Item, Body>) => unknown,
  ): never;
}

/** The parameters of a walk through a list. */
export interface Walk {
  readonly client: Requester;
  readonly route: string;
  readonly pagination: Pagination;
  readonly path: Values;
  readonly request: PageRequest;
  readonly options: CallOptions;
}

/** Creates a list from its pages; each iteration is a new walk. */
export function createList<Item, Body>(
  pages: () => AsyncIterable<Page<Item, Body>>,
): LazyList<Item, Body> {
  const items = createItems(async function* () {
    for await (const page of pages()) yield* page.items;
  });
  const list: List<Item, Body> = {
    ...items,
    pages: () => ({ [Symbol.asyncIterator]: () => pages()[Symbol.asyncIterator]() }),
  };
  // A promise of a list would call its `then`. Without one, `await` returns the list in plain JavaScript.
  return list as LazyList<Item, Body>;
}

/** Creates items from their generator; each iteration calls it again. */
export function createItems<Item>(
  generate: () => AsyncGenerator<Item, void, undefined>,
): Items<Item> {
  return {
    [Symbol.asyncIterator]: generate,
    async collect(options) {
      const limit = checkLimit(options?.limit);
      const collected: Item[] = [];
      for await (const item of generate()) {
        collected.push(item);
        if (collected.length >= limit) break;
      }
      return collected;
    },
  };
}

/** Sends the request for each page, as the pagination style of the operation requires. */
export async function* fetchPages(walk: Walk): AsyncGenerator<Page<unknown>, void, undefined> {
  const style = styles[walk.pagination.style];
  const progress = new ListProgress(walk.route, walk.request);
  let previous: Page<unknown> | undefined;
  let request: PageRequest | undefined = walk.request;
  let pages = 0;
  let items = 0;
  try {
    while (request !== undefined) {
      const page: Page<unknown> = await fetchPage(walk, request, progress);
      checkPageNumberApplied(walk, page, request, previous);
      progress.addPage(page, request);
      previous = page;
      pages += 1;
      items += page.items.length;
      yield page;
      request = style.next(page, request);
      if (request === undefined) {
        // An operation that does not page returns all its items at once, whatever its count is.
        if (walk.pagination.style !== "none") progress.checkEnd(page);
      } else if (!style.repeatsRequest) {
        progress.checkNextRequest(request, page.response);
      }
    }
  } catch (error) {
    throw attachCheckpoint(error, { pages, items, cursor: request && findCursor(request) });
  }
}

async function fetchPage(
  walk: Walk,
  request: PageRequest,
  progress: ListProgress,
): Promise<Page<unknown>> {
  const { client, route, pagination, path, options } = walk;
  const result = await client.request(route, {
    ...options,
    params: { path, query: request.query },
    body: request.body,
  });
  const { response } = result;
  if (result.error) throw apiError(route, result);
  const { totalCount } = readCounters(result.data);
  const found = valueAt(result.data, pagination.items);
  if (Array.isArray(found)) return { items: found, body: result.data, response, totalCount };
  if (found === null) progress.checkMissingItems(response, totalCount);
  if (found === null || (found === undefined && totalCount === 0)) {
    return { items: [], body: result.data, response, totalCount };
  }
  throw new ResponseError(`The response to ${route} has no list at "${pagination.items}"`, {
    response,
    problem: "list",
  });
}

/** An operation that ignores page numbers would return its first page without end. */
function checkPageNumberApplied(
  walk: Walk,
  page: Page<unknown>,
  request: PageRequest,
  previous?: Page<unknown>,
): void {
  const isRequestedPage = styles[walk.pagination.style].isRequestedPage;
  if (previous === undefined || isRequestedPage === undefined) return;
  if (isRequestedPage(page, request)) return;
  if (JSON.stringify(page.items) !== JSON.stringify(previous.items)) return;
  throw new ResponseError(`${walk.route} returned the same page twice: it ignores page numbers`, {
    response: page.response,
    problem: "list",
  });
}

function checkLimit(limit: number): number {
  const usable = limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit > 0);
  if (!usable) {
    throw new ConfigError(
      "collect needs { limit }, the maximum number of items: a whole number from 1, or Infinity for all",
    );
  }
  return limit;
}
