import type { Pagination, Requester } from "@interkit/core";
import { type Items, SourceItems } from "./items.ts";
import { BatchIterator } from "./iterators.ts";
import type { ListSettings } from "./options.ts";
import { ProgressSource } from "./progress-source.ts";
import type { Open } from "./source.ts";
import type { PageRequest } from "./styles.ts";
import type { Values } from "./values.ts";

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

/** How far an iteration has come. */
export interface Progress {
  /** The pages that were received. */
  readonly pages: number;
  /** The items on them. */
  readonly items: number;
  /** How many items the list has in all, where the last response has that count. */
  readonly totalCount: number | undefined;
}

/** A lazy list that comes in pages. */
export interface List<Item, Body = unknown> extends Items<Item> {
  /** Iterates page by page; each page has its whole response body. */
  pages(): AsyncIterable<Page<Item, Body>>;
  /**
   * The same list, which calls a function for each page that it reaches. What the function throws is
   * thrown by the iteration.
   *
   * @example
   * ```ts
   * import { createIntercom } from "@interkit/client/2.16";
   *
   * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
   * const contacts = intercom.contacts.list().withProgress(({ items, totalCount }) => {
   *   console.log(`${items} of ${totalCount ?? "unknown"}`);
   * });
   * for await (const contact of contacts) console.log(contact.id);
   * ```
   */
  withProgress(call: (progress: Progress) => void): LazyList<Item, Body>;
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
  readonly settings: ListSettings;
}

/** Creates a list; each iteration opens a source of pages of its own. */
export function createList<Item, Body>(open: Open<Page<Item, Body>>): LazyList<Item, Body> {
  // A promise of a list would call its `then`. Without one, `await` returns the list in plain JavaScript.
  return new SourceList(open) as List<Item, Body> as LazyList<Item, Body>;
}

class SourceList<Item, Body>
  extends SourceItems<Item, Page<Item, Body>>
  implements List<Item, Body>
{
  pages(): AsyncIterable<Page<Item, Body>> {
    const { open } = this;
    return {
      [Symbol.asyncIterator]: () => new BatchIterator(open(Number.POSITIVE_INFINITY)),
    };
  }

  withProgress(call: (progress: Progress) => void): LazyList<Item, Body> {
    const { open } = this;
    return createList((limit) => new ProgressSource(open(limit), call));
  }
}
