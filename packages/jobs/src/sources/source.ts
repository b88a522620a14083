import type { Json } from "../common/json.ts";

/** Items that belong together: their mark may be stored once all of them are done. */
export interface Batch<Item> {
  /** The items, in the order of the source. May be empty. */
  readonly items: readonly Item[];
  /** Where the source continues after this batch. */
  readonly mark: Json;
  /** How many items the source has in all, where that is known. */
  readonly total?: number | undefined;
}

/** What a source gets to read with. */
export interface SourceContext {
  /** The mark of the last batch that is done; none for a source that begins. */
  readonly mark: Json | undefined;
  /** Aborted when the run ends early. */
  readonly signal: AbortSignal;
  /**
   * Adds a line to the `notices` of the summary: something that the user should see and that is no error. With
   * `"incomplete"`, items may be missing for that reason: a sync then removes nothing.
   */
  notice(message: string, effect?: "incomplete"): void;
}

/** Where the items of a job come from. */
export interface Source<Item> {
  /** What it reads, for messages, such as `"GET /contacts"`. */
  readonly name: string;
  /**
   * What happens after a complete run. `"restart"`: the next run reads everything again. `"continue"`: it goes on
   * from the last mark, as a source of changes does.
   */
  readonly afterwards: "restart" | "continue";
  /**
   * Reads the batches behind a mark. It is called once for a run, and sends nothing before it is iterated. An
   * iteration that is left ends what was begun.
   */
  read(context: SourceContext): AsyncIterable<Batch<Item>>;
  /** The key of an item, if it has one that is better than its `id`. */
  keyOf?(item: Item): string | undefined;
}
