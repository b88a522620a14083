import type { Redis } from "ioredis";
import type { Json } from "../common/json.ts";
import type { IncompleteItem } from "../run/summary.ts";
import type { Counts, FailedItem } from "../state/state-store.ts";
import type { Keys } from "./keys.ts";
import type { Attempt } from "./requests.ts";
import { begin, claim, feed, look, note, setFields, settle, stop } from "./scripts.ts";

/** An item that waits in Redis. */
export interface QueuedItem {
  readonly key: string;
  readonly item: Json;
  /** The attempts of earlier runs, where it is one of the failed items. */
  readonly attempts?: number;
}

/** Why a run was stopped for all processes: an error that no retry helps against, or too many failures in a row. */
export interface StopReason {
  readonly by: "error" | "failures";
  readonly message: string;
}

/** How far a run has come. */
export interface QueueProgress {
  /** The token of the process that began it. */
  readonly id: string;
  readonly mark: Json | undefined;
  /** The number of the next batch. */
  readonly next: number;
  /** How many items were read from the source. */
  readonly items: number;
  readonly startedAt: number;
  readonly counts: Counts;
  readonly stop: StopReason | undefined;
  /** Whether the source was read to its end. */
  readonly isFed: boolean;
}

/** What a batch adds to its run when all of its items have ended. */
export interface Settlement {
  readonly counts: Counts;
  readonly incomplete: readonly IncompleteItem[];
  readonly resolved: readonly string[];
  readonly failed: readonly FailedItem[];
}

/** A batch that a worker was given. */
export interface ClaimedBatch {
  readonly items: readonly QueuedItem[];
  /** What is known of items from a worker that was killed, by their place in the batch. */
  readonly outcomes: ReadonlyMap<number, string>;
}

/** More of them are counted, and not kept. */
const mostIncomplete = 100;

/** The state of the runs of a job in Redis. */
export class RunState {
  readonly #client: Redis;
  readonly #keys: Keys;
  readonly #attempt: Attempt;

  constructor(client: Redis, keys: Keys, attempt: Attempt) {
    this.#client = client;
    this.#keys = keys;
    this.#attempt = attempt;
  }

  #eval(script: string, keys: readonly string[], ...args: (string | number)[]): Promise<unknown> {
    return this.#attempt(() => this.#client.eval(script, keys.length, ...keys, ...args));
  }

  /** Begins a run or continues one. Resolves to `undefined` when another process has the lease. */
  async begin(
    token: number,
    { isKept, isRestarted }: { isKept: boolean; isRestarted: boolean },
  ): Promise<QueueProgress | undefined> {
    const { fence, run, batches, claims, incomplete, outcomes } = this.#keys;
    const now = Math.floor(Date.now() / 1_000);
    const flags = [isKept ? "0" : "1", isRestarted ? "1" : "0"];
    const keys = [fence, run, batches, claims, incomplete];
    const fields = await this.#eval(begin, keys, token, now, ...flags, outcomes);
    return Array.isArray(fields) ? progressOf(pairsOf(fields)) : undefined;
  }

  /** Resolves to how many batches wait, or `undefined` when another process has the lease. */
  async feed(
    token: number,
    change: {
      first: number;
      mark: Json;
      batches: readonly (readonly QueuedItem[])[];
    },
  ): Promise<number | undefined> {
    const { fence, run, batches } = this.#keys;
    const { first, mark } = change;
    const texts = change.batches.map((batch) => JSON.stringify(batch));
    const { length } = change.batches.flat();
    const args = [token, first, JSON.stringify(mark), length, ...texts];
    const waiting = Number(await this.#eval(feed, [fence, run, batches], ...args));
    return waiting < 0 ? undefined : waiting;
  }

  /** Resolves to false when another process has the lease. */
  async set(token: number, field: "isFed" | "isComplete"): Promise<boolean> {
    const { fence, run } = this.#keys;
    return (await this.#eval(setFields, [fence, run], token, field, 1)) === 1;
  }

  /** How far the run has come, with the numbers of the batches that are not done. */
  async look(): Promise<{ progress: QueueProgress; waiting: number[] }> {
    const { run, batches } = this.#keys;
    const [fields, numbers] = (await this.#eval(look, [run, batches])) as [string[], string[]];
    const waiting = numbers.map(Number).sort((one, other) => one - other);
    return { progress: progressOf(pairsOf(fields)), waiting };
  }

  async incomplete(): Promise<IncompleteItem[]> {
    const { incomplete } = this.#keys;
    const texts = await this.#attempt(() => this.#client.lrange(incomplete, 0, -1));
    return texts.map((text) => JSON.parse(text));
  }

  async claim(id: string, batch: number, owner: string): Promise<ClaimedBatch | "done" | "stop"> {
    const { run, batches, claims, outcomes } = this.#keys;
    const keys = [run, batches, claims, outcomes + batch];
    const found = await this.#eval(claim, keys, id, batch, owner);
    if (!Array.isArray(found)) return found === 1 ? "stop" : "done";
    const [text, noted] = found as [string, string[]];
    const known = Object.entries(pairsOf(noted));
    const places = known.map(([place, outcome]): [number, string] => [Number(place), outcome]);
    return { items: JSON.parse(text), outcomes: new Map(places) };
  }

  /** Keeps outcomes of items by their place. */
  async note(
    id: string,
    batch: number,
    owner: string,
    outcomes: ReadonlyMap<number, string>,
  ): Promise<"noted" | "lost" | "stop"> {
    const { run, claims, outcomes: prefix } = this.#keys;
    const args = [id, batch, owner, ...[...outcomes].flat()];
    const state = await this.#eval(note, [run, claims, prefix + batch], ...args);
    if (state === 0) return "lost";
    return state === 1 ? "noted" : "stop";
  }

  async settle(id: string, batch: number, owner: string, change: Settlement): Promise<void> {
    const { run, claims, outcomes, batches, incomplete, failed, failedKeys } = this.#keys;
    const { counts } = change;
    const keys = [run, claims, outcomes + batch, batches, incomplete, failed, failedKeys];
    const args = [
      ...[id, batch, owner],
      ...[counts.done, counts.gone, counts.failed, counts.incomplete, mostIncomplete],
      ...[change.incomplete.length, change.resolved.length],
      ...change.incomplete.map((one) => JSON.stringify(one)),
      ...change.resolved,
      ...change.failed.flatMap((one) => [one.key, JSON.stringify(one)]),
    ];
    await this.#eval(settle, keys, ...args);
  }

  async stop(id: string, reason: StopReason): Promise<void> {
    await this.#eval(stop, [this.#keys.run], id, JSON.stringify(reason));
  }

  async #failedOf(keys: readonly string[]): Promise<FailedItem[]> {
    if (keys.length === 0) return [];
    const { failed } = this.#keys;
    const texts = await this.#attempt(() => this.#client.hmget(failed, ...keys));
    return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text)]));
  }

  /** The failed items of the job by key, at most `limit`, behind the key `after`. */
  async failed(page: { limit: number; after?: string | undefined }): Promise<FailedItem[]> {
    const from = page.after === undefined ? "-" : `(${page.after}`;
    const { failedKeys } = this.#keys;
    const keys = await this.#attempt(() =>
      this.#client.zrangebylex(failedKeys, from, "+", "LIMIT", 0, page.limit),
    );
    return await this.#failedOf(keys);
  }
}

function pairsOf(list: readonly unknown[]): Record<string, string> {
  const texts = list.map(String);
  const names = texts.filter((_, at) => at % 2 === 0);
  return Object.fromEntries(names.map((name, at) => [name, texts[at * 2 + 1] ?? ""]));
}

function progressOf(fields: Readonly<Record<string, string>>): QueueProgress {
  const { id = "", mark, stop } = fields;
  const count = (name: string) => Number(fields[name] ?? 0);
  return {
    id,
    mark: mark === undefined ? undefined : JSON.parse(mark),
    next: count("next"),
    items: count("items"),
    startedAt: count("startedAt"),
    counts: {
      done: count("done"),
      gone: count("gone"),
      failed: count("failed"),
      incomplete: count("incomplete"),
    },
    stop: stop === undefined ? undefined : JSON.parse(stop),
    isFed: fields["isFed"] !== undefined,
  };
}
