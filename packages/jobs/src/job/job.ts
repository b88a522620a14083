import type { Output } from "../outputs/output.ts";
import type { Source } from "../sources/source.ts";

/** What a step gets besides its item. */
export interface StepContext {
  /** Aborted when the run is aborted or has lost its lease. Pass it to what can be aborted. */
  readonly signal: AbortSignal;
  /** Options for a call of the client: the signal, and the priority `"bulk"`. */
  readonly call: { readonly signal: AbortSignal; readonly priority: "bulk" };
  /** The number of this attempt at the item; 1 for the first. */
  readonly attempt: number;
  /** Adds the item to the incomplete ones of the summary: it is done, except for what the reason names. */
  incomplete(reason: string): void;
}

/** What a step returns, or a promise of it. */
export type StepResult<Result> = OneOrMore<Result> | Promise<OneOrMore<Result>>;

// biome-ignore lint/suspicious/noConfusingVoidType: a step without a result returns nothing.
type OneOrMore<Result> = Result | readonly Result[] | "gone" | undefined | void;

/** What one run of a job is made of. */
export interface JobDefinition<Item, Result = unknown> {
  /** Names the job in its state. Two jobs in one state need two names. */
  readonly name: string;
  /** Where the items come from. */
  readonly source: Source<Item>;
  /**
   * Works at one item. It may be called again for an item that was done, after a kill, so its effect should be the
   * same a second time. The item is gone when it returns `"gone"`, or throws an error for which `isGone` is true.
   */
  readonly step: (item: NoInfer<Item>, context: StepContext) => StepResult<Result>;
  /**
   * Is called in place of `step` by a run with `dryRun: true`, which writes nothing: it prints or counts what the
   * step would do. A job without it counts its items then.
   */
  readonly plan?: ((item: NoInfer<Item>, context: StepContext) => unknown) | undefined;
  /**
   * Writes what the steps return, in the order of the items: a list is several results, and `undefined` and `"gone"`
   * are none. Results of a batch are written before its mark is stored.
   */
  readonly output?: Output<Result> | undefined;
  /**
   * The key of an item: it names the item among the failed ones, and items with the same key are worked at one
   * after the other. By default the item's `id`, or its place in the source.
   */
  readonly key?: ((item: NoInfer<Item>) => string | undefined) | undefined;
  /** How many items are worked at at once; 50 by default. The client's limiter decides how fast calls are sent. */
  readonly concurrency?: number | undefined;
  /** How many attempts an item has, when its step fails for a reason that may pass; 3 by default. */
  readonly attempts?: number | undefined;
}
