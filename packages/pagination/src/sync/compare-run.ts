import { type Checkpoint, ResponseError } from "@interkit/core";
import { placeOf } from "../pages/checkpoint.ts";
import { shortKey } from "../pages/short-key.ts";
import { isValues } from "../pages/values.ts";
import type { Page } from "../pages/walk.ts";
import { isRefused } from "./is-refused.ts";

/** How far a comparison has come, as plain JSON of about 45 bytes for each item of the list. */
export interface CompareState extends Checkpoint {
  /** A hash of each item by its id, as the last complete run found it; without those in `found`. */
  readonly known: Readonly<Record<string, string>>;
  /** A hash of each item that an unfinished run has found. */
  readonly found?: Readonly<Record<string, string>>;
  /** How many items the list counted when an unfinished run began. */
  readonly total?: number;
  /** That count has changed since: what is missing then need not be removed. */
  readonly hasChanged?: true;
}

/** A page of a comparison, and the state to store once it is stored. */
export interface ComparedPage<Item> {
  /** The items that are new, or differ from those of the last run. May be empty. */
  readonly items: readonly Item[];
  /**
   * The ids that the list does not have any more, with the last page. Missing with the pages before it, and
   * where the list may not have been read as a whole: its count changed during the run, or differs from the
   * number of items that were found.
   */
  readonly removed?: readonly string[];
  /** The state with this page. */
  readonly state: CompareState;
  /** How much the run has read so far, before it was continued too. */
  readonly cost: CompareCost;
}

/** How much a run has read. */
export interface CompareCost {
  /** The pages, each of which was a request. */
  readonly pages: number;
  /** The items on them, whether they have changed or not. */
  readonly items: number;
}

/** Opens the pages of a list, from a checkpoint on. */
export type OpenPages<Item> = (from: Checkpoint | undefined) => AsyncIterable<Page<Item>>;

/** One run: it reads a whole list, or continues a run that was not complete. */
export class CompareRun<Item> {
  readonly #open: OpenPages<Item>;
  readonly #start: Checkpoint;
  readonly #known: Map<string, string>;
  readonly #found: Map<string, string>;
  readonly #from: Checkpoint | undefined;
  #total: number | undefined;
  #hasChanged: boolean;

  /** @param start The checkpoint of the list at its start. */
  constructor(
    open: OpenPages<Item>,
    start: Checkpoint,
    state: CompareState,
    ids: Iterable<string>,
  ) {
    const { known, found, total, hasChanged = false, ...checkpoint } = state;
    this.#open = open;
    this.#start = start;
    this.#known = new Map(Object.entries(known));
    this.#found = new Map(Object.entries(found ?? {}));
    // What they are is unknown, so that they have no hash.
    for (const id of ids) {
      if (!this.#found.has(id) && !this.#known.has(id)) this.#known.set(id, "");
    }
    this.#total = total;
    this.#hasChanged = hasChanged;
    // Another version may have another order.
    const isContinued = found !== undefined && checkpoint.version === start.version;
    this.#from = isContinued ? checkpoint : undefined;
  }

  async *pages(budgetMs: number): AsyncGenerator<ComparedPage<Item>> {
    const endsAt = performance.now() + budgetMs;
    for await (const page of this.#read()) {
      const items = this.#add(page);
      const { checkpoint } = page;
      const cost = { pages: checkpoint.pages, items: checkpoint.items };
      if (checkpoint.complete) {
        yield { items, ...this.#finish(checkpoint), cost };
        return;
      }
      yield { items, state: this.#unfinished(checkpoint), cost };
      if (performance.now() >= endsAt) return;
    }
  }

  async *#read(): AsyncGenerator<Page<Item>> {
    let isFirst = true;
    try {
      for await (const page of this.#open(this.#from)) {
        isFirst = false;
        yield page;
      }
    } catch (error) {
      if (this.#from === undefined || !isFirst || !isRefused(error)) throw error;
      // The server does not know the cursor any more: the list is read again, without what was found.
      yield* this.#open(undefined);
    }
  }

  /** Adds the items of a page, and returns those that are new or differ. */
  #add({ items, response, totalCount }: Page<Item>): Item[] {
    this.#total ??= totalCount;
    if (totalCount !== this.#total) this.#hasChanged = true;
    return items.filter((item) => {
      const id = this.#idOf(item, response);
      const key = shortKey(JSON.stringify(item));
      const before = this.#found.get(id) ?? this.#known.get(id);
      this.#known.delete(id);
      this.#found.set(id, key);
      return key !== before;
    });
  }

  #idOf(item: unknown, response: Response): string {
    const id = isValues(item) ? item["id"] : undefined;
    if (typeof id === "string" || typeof id === "number") return String(id);
    const { route } = this.#start;
    throw new ResponseError(`${route} returned an item without an id`, {
      response,
      problem: "list",
    });
  }

  #unfinished(checkpoint: Checkpoint): CompareState {
    return {
      ...checkpoint,
      known: Object.fromEntries(this.#known),
      found: Object.fromEntries(this.#found),
      ...(this.#total === undefined ? undefined : { total: this.#total }),
      ...(this.#hasChanged ? { hasChanged: true } : undefined),
    };
  }

  #finish(checkpoint: Checkpoint): Pick<ComparedPage<Item>, "removed" | "state"> {
    const { position: _position, last: _last, ...place } = placeOf(checkpoint);
    const isWhole =
      !this.#hasChanged && (this.#total === undefined || this.#total === this.#found.size);
    const missing = Object.fromEntries(this.#known);
    // What is missing stays known until a run has read the whole list.
    const known = { ...(isWhole ? undefined : missing), ...Object.fromEntries(this.#found) };
    const state = { ...this.#start, ...place, known };
    return { ...(isWhole ? { removed: Object.keys(missing) } : undefined), state };
  }
}
