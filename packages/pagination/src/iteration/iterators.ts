import { type AsyncDisposal, Closable } from "./async-disposal.ts";
import type { Batch, Source } from "./source.ts";

/** An iterator that may be left at any time; `await using` leaves it at the end of a block. */
export interface ItemsIterator<Item> extends AsyncIterator<Item, undefined>, AsyncDisposal {
  /** Returns the next item. After a failure, another call tries again. */
  next(): Promise<IteratorResult<Item, undefined>>;
  /** Ends the iteration, and aborts what was requested. */
  return(): Promise<IteratorResult<Item, undefined>>;
  [Symbol.asyncIterator](): ItemsIterator<Item>;
}

/**
 * Iterates a source. Calls of `next` are served in order, one at a time. A failure is thrown once: the
 * next call tries again. Leaving the iteration stops the source.
 */
abstract class SourceIterator<Value, B extends Batch<unknown>>
  extends Closable
  implements ItemsIterator<Value>
{
  protected readonly source: Source<B>;
  /** The last call of `next` that had to wait. */
  #waiting: Promise<unknown> | undefined;
  #isEnded = false;
  readonly #running: Set<ItemsIterator<unknown>> | undefined;
  /** How many items were taken. */
  protected taken = 0;

  /**
   * @param running The iterations that a caller has not ended; `undefined` for an iteration inside of
   * another one, which confirms what is done.
   */
  constructor(source: Source<B>, running: Set<ItemsIterator<unknown>> | undefined) {
    super();
    this.source = source;
    this.#running = running?.add(this);
  }

  /** Returns the next value if no request is needed for it. */
  protected abstract takeReceived(): IteratorResult<Value, undefined> | undefined;

  /** Requests the next value. */
  protected abstract request(): Promise<IteratorResult<Value, undefined>>;

  next(): Promise<IteratorResult<Value, undefined>> {
    // The values before the next one are done.
    if (this.#running !== undefined) this.source.confirm(this.taken);
    if (this.#waiting === undefined) {
      const received = this.#isEnded ? end : this.takeReceived();
      if (received?.done) return this.return();
      if (received !== undefined) return Promise.resolve(received);
    }
    const before = this.#waiting;
    const result =
      before === undefined ? this.#advance() : before.then(this.#advance, this.#advance);
    this.#waiting = result;
    const settled = () => {
      if (this.#waiting === result) this.#waiting = undefined;
    };
    result.then(settled, settled);
    return result;
  }

  async return(): Promise<IteratorResult<Value, undefined>> {
    this.#isEnded = true;
    this.#running?.delete(this);
    this.source.stop();
    return end;
  }

  protected override async close(): Promise<void> {
    await this.return();
  }

  async throw(error: unknown): Promise<IteratorResult<Value, undefined>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  readonly #advance = async (): Promise<IteratorResult<Value, undefined>> => {
    if (this.#isEnded) return end;
    try {
      const result = this.takeReceived() ?? (await this.request());
      if (result.done) await this.return();
      return result;
    } catch (error) {
      // The iteration was left while this value was requested.
      if (this.#isEnded) return end;
      throw error;
    }
  };
}

const end = { done: true, value: undefined } as const;

/** Iterates batch by batch. */
export class BatchIterator<B extends Batch<unknown>> extends SourceIterator<B, B> {
  protected takeReceived(): undefined {
    return undefined;
  }

  protected async request(): Promise<IteratorResult<B, undefined>> {
    const batch = await this.source.read();
    if (batch === undefined) return end;
    this.taken += batch.items.length;
    this.source.readAhead();
    // A copy has the checkpoint of a page as an ordinary property; a loop over items needs none.
    return { done: false, value: { ...batch } };
  }
}

/** Iterates item by item, up to a limit. */
export class ItemIterator<Item> extends SourceIterator<Item, Batch<Item>> {
  #remaining: number;
  #items: readonly Item[] = [];
  #index = 0;

  constructor(
    source: Source<Batch<Item>>,
    limit: number,
    running: Set<ItemsIterator<unknown>> | undefined,
  ) {
    super(source, running);
    this.#remaining = limit;
  }

  protected takeReceived(): IteratorResult<Item, undefined> | undefined {
    if (this.#remaining === 0) return end;
    if (this.#index === this.#items.length) return undefined;
    const isFirst = this.#index === 0;
    const value = this.#items[this.#index] as Item;
    this.#index += 1;
    this.#remaining -= 1;
    this.taken += 1;
    if (isFirst) this.source.readAhead();
    return { done: false, value };
  }

  protected async request(): Promise<IteratorResult<Item, undefined>> {
    for (;;) {
      const batch = await this.source.read();
      if (batch === undefined) return end;
      this.#items = batch.items;
      this.#index = 0;
      const received = this.takeReceived();
      if (received !== undefined) return received;
    }
  }
}
