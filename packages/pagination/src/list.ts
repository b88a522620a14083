import type { Checkpoint } from "@interkit/core";
import { type Items, SourceItems } from "./iteration/items.ts";
import { BatchIterator } from "./iteration/iterators.ts";
import type { ListSource, OpenList, Page } from "./pages/walk.ts";
import { ProgressSource } from "./progress-source.ts";
import type { RangeOptions } from "./ranges/open-ranges.ts";

/** How far an iteration has come. */
export interface Progress {
  /** The pages that were received. */
  readonly pages: number;
  /** The items on them. */
  readonly items: number;
  /**
   * How many items the list has in all, where the last response has that count. A search in ranges keeps the count
   * that it began with.
   */
  readonly totalCount: number | undefined;
  /**
   * Whether that count was another one before, in this iteration. A list with page numbers has shifted
   * then: items may have been left out, or may come twice.
   */
  readonly hasChanged: boolean;
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
  /**
   * How far the iteration that started last has come, as plain JSON. An item is done when the next one is
   * requested, so that within a loop the present item is not done yet: after a crash, it comes again.
   */
  checkpoint(): Checkpoint;
  /**
   * The same list from a checkpoint on, in this process or another one. It begins behind the last item
   * that was done; if that item is no longer on its page, it begins with the page, so that items may come
   * again and none is left out. A scroll of companies begins at its start, as does a list without a
   * checkpoint.
   *
   * @throws {ConfigError} for the checkpoint of another list, or of other arguments.
   *
   * @example
   * ```ts
   * import { readFile, writeFile } from "node:fs/promises";
   * import { createIntercom } from "@interkit/client/2.16";
   *
   * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
   * const saved = await readFile("checkpoint.json", "utf8").catch(() => "null");
   * const contacts = intercom.contacts.list().resumeFrom(JSON.parse(saved));
   * for await (const page of contacts.pages()) {
   *   console.log(page.items.length);
   *   await writeFile("checkpoint.json", JSON.stringify(page.checkpoint));
   * }
   * ```
   */
  resumeFrom(checkpoint: Checkpoint | null | undefined): LazyList<Item, Body>;
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

/** The list of a search, which can be read in ranges. */
export interface SearchList<Item, Body = unknown> extends LazyList<Item, Body> {
  /**
   * The same items, read in ranges of time side by side, each with a cursor of its own: a large search
   * takes a fraction of the time. Each item comes once, in no particular order. A range that ends takes
   * over a part of the longest one. Two small requests come first: for the oldest item, and to find out
   * whether the search compares times by the second or by the day.
   *
   * `resumeFrom` of the result takes checkpoints of a search in ranges.
   *
   * @throws {ConfigError} for a search with a sort order or a cursor of its own, and for a query that has
   * no room for two more filters in a group.
   *
   * @example
   * ```ts
   * import { createIntercom } from "@interkit/client/2.16";
   *
   * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
   * const users = intercom.contacts
   *   .search({ query: { field: "role", operator: "=", value: "user" }, pagination: { per_page: 150 } })
   *   .inRanges({ by: "created_at", concurrency: 8 });
   * for await (const user of users) console.log(user.id);
   * ```
   */
  inRanges(options: RangeOptions): LazyList<Item, Body>;
}

/** Creates the list of a search; `openRanges` opens a source of the same pages in ranges. */
export function createSearch<Item, Body>(
  open: OpenList<Item, Body>,
  openRanges: (options: RangeOptions) => OpenList<Item, Body>,
): SearchList<Item, Body> {
  const list = createList(open);
  return Object.assign(list, {
    inRanges: (options: RangeOptions) => createList(openRanges(options)),
  });
}

/** Creates a list; each iteration opens a source of pages of its own. */
export function createList<Item, Body>(
  open: OpenList<Item, Body>,
  from?: Checkpoint,
): LazyList<Item, Body> {
  // A promise of a list would call its `then`. Without one, `await` returns the list in plain JavaScript.
  return new SourceList(open, from) as List<Item, Body> as LazyList<Item, Body>;
}

class SourceList<Item, Body>
  extends SourceItems<Item, Page<Item, Body>>
  implements List<Item, Body>
{
  readonly #open: OpenList<Item, Body>;
  readonly #from: Checkpoint | undefined;
  #latest: ListSource<Item, Body> | undefined;

  constructor(open: OpenList<Item, Body>, from: Checkpoint | undefined) {
    super((limit) => {
      this.#latest = open(limit, from);
      return this.#latest;
    });
    this.#open = open;
    this.#from = from;
  }

  pages(): AsyncIterable<Page<Item, Body>> {
    const { open, running } = this;
    return {
      [Symbol.asyncIterator]: () => new BatchIterator(open(Number.POSITIVE_INFINITY), running),
    };
  }

  withProgress(call: (progress: Progress) => void): LazyList<Item, Body> {
    const open = this.#open;
    return createList((limit, from) => new ProgressSource(open(limit, from), call), this.#from);
  }

  checkpoint(): Checkpoint {
    const source = this.#latest ?? this.#open(Number.POSITIVE_INFINITY, this.#from);
    return source.checkpoint();
  }

  resumeFrom(checkpoint: Checkpoint | null | undefined): LazyList<Item, Body> {
    const from = checkpoint ?? undefined;
    // Opening it checks the checkpoint.
    this.#open(Number.POSITIVE_INFINITY, from);
    return createList(this.#open, from);
  }
}
