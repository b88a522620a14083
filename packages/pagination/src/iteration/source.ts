/** Items that arrive together, such as those of a page. */
export interface Batch<Item> {
  readonly items: readonly Item[];
}

/** Reads the batches of one iteration, one after the other. */
export interface Source<B extends Batch<unknown>> {
  /** Returns the next batch; `undefined` at the end. After a failure, another call tries again. */
  read(): Promise<B | undefined>;
  /** Starts what the next `read` will return. Its failure is thrown by that `read`. */
  readAhead(): void;
  /** The caller is done with so many items of this iteration. */
  confirm(items: number): void;
  /** Aborts what is in progress. A `read` in progress rejects. */
  stop(): void;
}

/** Opens the source of a new iteration, which takes at most so many items. */
export type Open<B extends Batch<unknown>> = (limit: number) => Source<B>;
