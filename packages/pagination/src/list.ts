import {
  apiError,
  type CallOptions,
  ConfigError,
  type Pagination,
  type Requester,
  ResponseError,
} from "@interkit/core";
import { cursorOf, withCheckpoint } from "./checkpoint.ts";
import { Course } from "./course.ts";
import { countersOf } from "./next.ts";
import { type Ask, styles } from "./styles.ts";
import { type Values, valueAt } from "./values.ts";

/** One page of a list, as it came. */
export interface Page<Item, Body = unknown> {
  /** The items of this page alone, in the answer's order. */
  readonly items: readonly Item[];
  /** The whole answer. */
  readonly body: Body;
  /** Status and headers; the body has been read already. */
  readonly response: Response;
  /** How many items the list has in all, where the answer says so. */
  readonly totalCount: number | undefined;
}

/**
 * Lazy items: nothing is asked before they are iterated, each page is asked when its first item is
 * wanted, and iterating again starts anew from the first page.
 *
 * Iterating throws the typed errors of `@interkit/core`, which tell in `checkpoint` how far the list had
 * been read; after a failure, iterate again.
 */
export interface Items<Item> extends AsyncIterable<Item> {
  /**
   * Collects the first items into an array, asking for no more pages than that takes. `limit` is the
   * most you are prepared to hold; `Infinity` is every item.
   */
  collect(options: { readonly limit: number }): Promise<Item[]>;
}

/** A lazy list that comes in pages. */
export interface List<Item, Body = unknown> extends Items<Item> {
  /** Iterates page by page, each with its whole answer. */
  pages(): AsyncIterable<Page<Item, Body>>;
}

/**
 * A list as it is given: nothing has been asked yet, and there is nothing to wait for.
 *
 * `await` of one does not compile, and neither does an async function that returns one: write
 * `for await (const item of list)`, or `await list.collect({ limit: 100 })`. A function that has to be
 * async returns it as a `List`: `const list: List<Contact> = intercom.contacts.list(); return list;`
 */
export interface LazyList<Item, Body = unknown> extends List<Item, Body> {
  /**
   * Not there, and not to be called: it has the compiler refuse an `await`, which would do nothing.
   *
   * @deprecated Iterate the list with `for await`, or call `collect`.
   */
  then(
    this: "A list is not a promise: iterate it with for await, or await its collect({ limit })",
    onfulfilled: (value: List<Item, Body>) => unknown,
  ): never;
}

/** What a list is walked with. */
export interface Walk {
  readonly client: Requester;
  readonly route: string;
  readonly pagination: Pagination;
  readonly path: Values;
  readonly ask: Ask;
  readonly options: CallOptions;
}

/** Makes a list of pages; each iteration is a new walk. */
export function listOf<Item, Body>(
  pages: () => AsyncIterable<Page<Item, Body>>,
): LazyList<Item, Body> {
  const items = itemsOf(async function* () {
    for await (const page of pages()) yield* page.items;
  });
  const list: List<Item, Body> = {
    ...items,
    pages: () => ({ [Symbol.asyncIterator]: () => pages()[Symbol.asyncIterator]() }),
  };
  // With a `then`, promises of lists would call it: in plain JavaScript, `await` gives the list itself.
  return list as LazyList<Item, Body>;
}

/** Makes items of what generates them; each iteration generates anew. */
export function itemsOf<Item>(generate: () => AsyncGenerator<Item, void, undefined>): Items<Item> {
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

/** Asks for page after page, as the operation's style says. */
export async function* pagesOf(walk: Walk): AsyncGenerator<Page<unknown>, void, undefined> {
  const style = styles[walk.pagination.style];
  const course = new Course(walk.route, walk.ask);
  let previous: Page<unknown> | undefined;
  let ask: Ask | undefined = walk.ask;
  let pages = 0;
  let items = 0;
  try {
    while (ask !== undefined) {
      const page: Page<unknown> = await askFor(walk, ask, course);
      refuseSamePage(walk, page, ask, previous);
      course.came(page, ask);
      previous = page;
      pages += 1;
      items += page.items.length;
      yield page;
      ask = style.next(page, ask);
      if (ask === undefined) {
        // An operation that does not page has given all that it gives, whatever it counts.
        if (walk.pagination.style !== "none") course.ends(page);
      } else if (!style.repeats) {
        course.goesOn(ask, page.response);
      }
    }
  } catch (error) {
    throw withCheckpoint(error, { pages, items, cursor: ask && cursorOf(ask) });
  }
}

async function askFor(walk: Walk, ask: Ask, course: Course): Promise<Page<unknown>> {
  const { client, route, pagination, path, options } = walk;
  const result = await client.request(route, {
    ...options,
    params: { path, query: ask.query },
    body: ask.body,
  });
  const { response } = result;
  if (result.error) throw apiError(route, result);
  const { totalCount } = countersOf(result.data);
  const found = valueAt(result.data, pagination.items);
  if (Array.isArray(found)) return { items: found, body: result.data, response, totalCount };
  if (found === null) course.noItems(response, totalCount);
  if (found === null || (found === undefined && totalCount === 0)) {
    return { items: [], body: result.data, response, totalCount };
  }
  throw new ResponseError(`The answer to ${route} has no list at "${pagination.items}"`, {
    response,
    problem: "list",
  });
}

/** An operation that does not know page numbers would give its first page for ever. */
function refuseSamePage(walk: Walk, page: Page<unknown>, ask: Ask, previous?: Page<unknown>): void {
  const heeded = styles[walk.pagination.style].heeded;
  if (previous === undefined || heeded === undefined) return;
  if (heeded(page, ask) || JSON.stringify(page.items) !== JSON.stringify(previous.items)) return;
  throw new ResponseError(`${walk.route} gave the same page twice: it does not heed page numbers`, {
    response: page.response,
    problem: "list",
  });
}

function checkLimit(limit: number): number {
  const usable = limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit > 0);
  if (!usable) {
    throw new ConfigError(
      "collect needs { limit }, the most items to hold: a whole number from 1, or Infinity for all",
    );
  }
  return limit;
}
