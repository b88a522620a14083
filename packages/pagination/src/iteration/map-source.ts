import { ItemIterator } from "./iterators.ts";
import type { Batch, Source } from "./source.ts";

/** Options of `map`. */
export interface MapOptions {
  /** How many calls of the function may run at the same time; 1 by default. */
  readonly concurrency?: number | undefined;
  /** Whether the results have the order of the items; true by default. `false`: as they are ready. */
  readonly ordered?: boolean | undefined;
}

/** What the function of `map` is called with besides the item. */
export interface MapContext {
  /** The place of the item in the iteration, from 0. */
  readonly index: number;
  /** Is aborted when the iteration is left. */
  readonly signal: AbortSignal;
}

/** A function that returns a result for an item. */
export type MapFunction<Item, Value> = (item: Item, context: MapContext) => Value | Promise<Value>;

/** A result, or the failure, of one call of the function; neither while it runs. */
interface Result<Value> {
  readonly index: number;
  settled?: { readonly value: Value } | { readonly error: unknown };
}

/** Calls a function with each item, several at a time, and returns each result in a batch of its own. */
export class MapSource<Item, Value> implements Source<Batch<Value>> {
  readonly #source: Source<Batch<Item>>;
  readonly #items: ItemIterator<Item>;
  readonly #call: MapFunction<Item, Value>;
  readonly #concurrency: number;
  readonly #ordered: boolean;
  readonly #controller = new AbortController();
  /** The calls whose results were not read yet, in the order of their items. */
  readonly #results: Result<Value>[] = [];
  #count = 0;
  #isPulling = false;
  #isEnded = false;
  /** Why the next item could not be read. */
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};

  constructor(
    source: Source<Batch<Item>>,
    limit: number,
    call: MapFunction<Item, Value>,
    options: Required<MapOptions>,
  ) {
    this.#source = source;
    this.#items = new ItemIterator(source, limit, undefined);
    this.#call = call;
    this.#concurrency = options.concurrency as number;
    this.#ordered = options.ordered as boolean;
  }

  async read(): Promise<Batch<Value> | undefined> {
    while (!this.#controller.signal.aborted) {
      const settled = this.#takeSettled();
      if (settled !== undefined) {
        if ("error" in settled) throw settled.error;
        return { items: [settled.value] };
      }
      if (this.#results.length === 0) {
        this.#throwFailure();
        if (this.#isEnded) return undefined;
      }
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#pull();
      await woken;
    }
    return undefined;
  }

  readAhead(): void {
    // One at a time: the function is called when its result is read.
    if (this.#concurrency > 1) this.#pull();
  }

  confirm(): void {
    // Without an order, later items may be done before this one.
    const indexes = this.#results.map(({ index }) => index);
    this.#source.confirm(Math.min(this.#count, ...indexes));
  }

  stop(): void {
    this.#isEnded = true;
    this.#controller.abort();
    // What it reports was aborted.
    this.#items.return().catch(() => {});
    this.#wake();
  }

  #takeSettled(): Result<Value>["settled"] {
    const isSettled = ({ settled }: Result<Value>) => settled !== undefined;
    const [first] = this.#results;
    if (this.#ordered)
      return first && isSettled(first) ? this.#results.shift()?.settled : undefined;
    const ready = this.#results.findIndex(isSettled);
    return ready < 0 ? undefined : this.#results.splice(ready, 1)[0]?.settled;
  }

  /** Throws, once, why the next item could not be read. */
  #throwFailure(): void {
    if (this.#failure === undefined) return;
    const { error } = this.#failure;
    this.#failure = undefined;
    throw error;
  }

  /** Reads the next item, one at a time, while there is room for its result. */
  #pull(): void {
    if (this.#isPulling || this.#isEnded || this.#failure !== undefined) return;
    if (this.#results.length >= this.#concurrency) return;
    this.#isPulling = true;
    this.#items.next().then(
      (next) => {
        this.#isPulling = false;
        if (next.done) this.#isEnded = true;
        else this.#start(next.value);
        this.#pull();
        this.#wake();
      },
      (error: unknown) => {
        this.#isPulling = false;
        this.#failure = { error };
        this.#wake();
      },
    );
  }

  #start(item: Item): void {
    const index = this.#count;
    this.#count += 1;
    const result: Result<Value> = { index };
    this.#results.push(result);
    const context = { index, signal: this.#controller.signal };
    // An async function, so that a function that throws rejects.
    (async () => this.#call(item, context))().then(
      (value) => {
        result.settled = { value };
        this.#wake();
      },
      (error: unknown) => {
        result.settled = { error };
        this.#wake();
      },
    );
  }
}
