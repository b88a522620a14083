import { ConfigError } from "@interkit/core";
import { type AsyncDisposal, Closable } from "./async-disposal.ts";
import { checkCount } from "./check-count.ts";
import { ItemIterator, type ItemsIterator } from "./iterators.ts";
import { type MapFunction, type MapOptions, MapSource } from "./map-source.ts";
import type { Batch, Open } from "./source.ts";

/**
 * Lazy items: no request is sent before the iteration starts, and a second iteration starts again from
 * the first page. The next page is requested when the first item of a page is taken (`prefetch`). Leaving
 * the iteration aborts what was requested ahead.
 *
 * Iterating throws the typed errors of `@interkit/core`; their `checkpoint` states how far the list had
 * been read. A failure is thrown once: another call of the iterator's `next` requests the page again.
 *
 * `await using` leaves, at the end of a block, the iterations of these items that run then. A loop with
 * `break` needs no `using`: it leaves its own iteration.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 *
 * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * await using contacts = intercom.contacts.list()[Symbol.asyncIterator]();
 * const first = await contacts.next();
 * const second = await contacts.next();
 * console.log(first.value?.id, second.value?.id);
 * ```
 */
export interface Items<Item> extends AsyncIterable<Item>, AsyncDisposal {
  [Symbol.asyncIterator](): ItemsIterator<Item>;
  /**
   * Collects the first items into an array, and requests only the pages that they are on. `limit` is the
   * maximum number of items; `Infinity` collects every item.
   *
   * @throws {ConfigError} for a limit that is no whole number from 1.
   */
  collect(options: { readonly limit: number }): Promise<Item[]>;
  /** The first item, from one request in most lists; `undefined` for an empty list. */
  first(): Promise<Item | undefined>;
  /**
   * The first items, as lazy as these; only the pages that they are on are requested.
   *
   * @throws {ConfigError} for a count that is no whole number from 1.
   */
  take(count: number): Items<Item>;
  /**
   * Calls a function with each item, and returns its results. `concurrency` (1 by default) is how many
   * calls run at the same time: with more than one, the calls run ahead of the reader by that many. The
   * results have the order of the items, unless `ordered` is false. A failure of the function is thrown
   * in its place; `signal` is aborted when the iteration is left.
   *
   * @throws {ConfigError} for an invalid option.
   *
   * @example
   * ```ts
   * import { createIntercom } from "@interkit/client/2.16";
   *
   * const intercom = createIntercom({ token: process.env["INTERCOM_TOKEN"] ?? "" });
   * const conversations = intercom.conversations
   *   .list()
   *   .map(({ id }) => intercom.conversations.get(id), { concurrency: 5 });
   * for await (const { conversation_parts } of conversations) {
   *   console.log(conversation_parts?.total_count);
   * }
   * ```
   */
  map<Value>(call: MapFunction<Item, Value>, options?: MapOptions): Items<Value>;
  /**
   * The items as a stream of the web platform, for pipelines. A page is requested when the stream is
   * read; `cancel` aborts what was requested.
   */
  stream(): ReadableStream<Item>;
}

/** Items of a source; each iteration opens a source of its own. */
export class SourceItems<Item, B extends Batch<Item> = Batch<Item>>
  extends Closable
  implements Items<Item>
{
  protected readonly open: Open<B>;
  /** The iterations that were not ended. */
  protected readonly running: Set<ItemsIterator<unknown>> = new Set();
  readonly #most: number;

  constructor(open: Open<B>, most: number = Number.POSITIVE_INFINITY) {
    super();
    this.open = open;
    this.#most = most;
  }

  [Symbol.asyncIterator](): ItemIterator<Item> {
    return new ItemIterator(this.open(this.#most), this.#most, this.running);
  }

  async collect(options: { readonly limit: number }): Promise<Item[]> {
    const limit = checkLimit("collect needs { limit }", options?.limit);
    const collected: Item[] = [];
    for await (const item of this.take(limit)) collected.push(item);
    return collected;
  }

  async first(): Promise<Item | undefined> {
    const [item] = await this.collect({ limit: 1 });
    return item;
  }

  take(count: number): Items<Item> {
    const limit = checkLimit("take needs a count", count);
    return new SourceItems(this.open, Math.min(this.#most, limit));
  }

  map<Value>(call: MapFunction<Item, Value>, options: MapOptions = {}): Items<Value> {
    const { concurrency = 1, ordered = true } = options;
    if (typeof call !== "function") {
      throw new ConfigError("map needs a function, which it calls with each item");
    }
    checkCount("map", "concurrency", concurrency, 1);
    return new SourceItems((limit) => {
      const most = Math.min(this.#most, limit);
      return new MapSource(this.open(most), most, call, { concurrency, ordered });
    });
  }

  stream(): ReadableStream<Item> {
    const iterator = this[Symbol.asyncIterator]();
    return new ReadableStream<Item>(
      {
        async pull(controller) {
          const { done, value } = await iterator.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        async cancel() {
          await iterator.return();
        },
      },
      // Nothing is requested before the stream is read.
      { highWaterMark: 0 },
    );
  }

  protected override async close(): Promise<void> {
    await Promise.all(Array.from(this.running, (iterator) => iterator.return()));
  }
}

function checkLimit(needs: string, limit: number): number {
  if (limit === Number.POSITIVE_INFINITY || (Number.isInteger(limit) && limit > 0)) return limit;
  throw new ConfigError(
    `${needs}, the maximum number of items: a whole number from 1, or Infinity for all`,
  );
}
