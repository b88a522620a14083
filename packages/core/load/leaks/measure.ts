import { fork } from "node:child_process";
import { getEventListeners, once } from "node:events";
import { setImmediate as immediate, setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { FetchLike, Hooks } from "@interkit/core";
import { nodeFetch } from "@interkit/core/node";
import type { Seen } from "./server.ts";

/** What one process is to do. */
export interface Share {
  /** That of a client without a `fetch` on Node, or of one that has the `fetch`. */
  readonly transport: "dispatcher" | "fetch" | "nodeFetch";
  readonly calls: number;
  readonly aborted: number;
}

/** One kind of call. */
export interface Kind {
  /** The behaviour of the server, by its name. */
  readonly behaviour: string;
  /** Makes a call, and rejects unless it has the expected result. */
  readonly call: (headers: Record<string, string>, signal: AbortSignal) => Promise<unknown>;
}

/** A kind of call that is aborted. */
export interface AbortedKind extends Kind {
  /** It is aborted within so many milliseconds; before it is made when that is `undefined`. */
  readonly withinMs: number | undefined;
}

/** The options of a client that makes the calls. */
export interface Options {
  readonly token: string;
  readonly baseUrl: string;
  readonly fetch: FetchLike | undefined;
  /** Counts the attempts. */
  readonly hooks: Hooks;
  /** No call waits for this limit. */
  readonly rateLimit: { readonly callsPerWindow: number };
}

/** The calls of a client, which alternate. */
export interface Calls {
  /** Calls that are answered, with how many requests each of them takes. */
  readonly answered: readonly (Kind & { readonly requests: number })[];
  readonly aborted: readonly AbortedKind[];
}

/** A kind of call as often as it is to be made in each turn. */
export function times<T extends Kind>(count: number, kind: T): T[] {
  return Array.from({ length: count }, () => kind);
}

/** What is left when all calls are over. */
export interface Report {
  /** How calls ended that did not end as they should; some of them. */
  readonly wrong: readonly string[];
  /** Calls that were answered, and those that failed with an `AbortError`. */
  readonly answered: number;
  readonly aborted: number;
  readonly warnings: readonly string[];
  /** Listeners on the signal that calls share, and on those of single calls that are over. */
  readonly listeners: number;
  /** Timers more than before the first call. */
  readonly timers: number;
  /** Calls for which the server received more or fewer requests than they need. */
  readonly miscounted: number;
  readonly attempts: number;
  readonly requests: number;
  readonly connections: { readonly most: number; readonly left: number };
  /** By how much memory grows with each call, in bytes, in the second half of the run. */
  readonly bytesPerCall: number;
  readonly seconds: number;
}

/** Names the call of a request, as `behaviour-number`, by which the server chooses its response. */
export const callHeader = "x-call";
export const atATime = 50;
/** How often memory is looked at. */
const points = 10;
const drainMs = 20_000;

/** Makes the calls of the command, reports what they left, and lets the process end. */
export async function measure(callsOf: (options: Options) => Calls): Promise<void> {
  const share: Share = JSON.parse(process.argv[2] ?? "");
  const server = fork(fileURLToPath(new URL("./server.ts", import.meta.url)));
  const [port] = await once(server, "message");
  const query = async (): Promise<Seen> => {
    server.send("seen");
    const [seen] = await once(server, "message");
    return seen;
  };
  const pool = share.transport === "nodeFetch" ? nodeFetch({ connections: 64 }) : undefined;
  const given: FetchLike = (url, init) => fetch(url, init);
  let attempts = 0;
  const hooks: Hooks = {
    onRequest: () => {
      attempts += 1;
    },
  };
  const baseUrl = `http://127.0.0.1:${port}`;
  const rateLimit = { callsPerWindow: 1_000_000 };
  const options = { token: "token", baseUrl, hooks, rateLimit };
  const run = new Run(callsOf({ ...options, fetch: share.transport === "fetch" ? given : pool }));
  const left = await leftBy(run, share, query, async () => pool?.close());
  const report: Report = { ...left, attempts };
  server.disconnect();
  process.send?.(report);
}

async function leftBy(
  run: Run,
  share: Share,
  query: () => Promise<Seen>,
  close: () => Promise<void>,
): Promise<Omit<Report, "attempts">> {
  const warnings: string[] = [];
  process.on("warning", ({ message }) => warnings.push(message));
  const timersBefore = timers();
  const start = performance.now();
  const heap: number[] = [];
  for (let point = 1; point <= points; point += 1) {
    await run.until((share.calls * point) / points, (share.aborted * point) / points);
    heap.push(await heapAfterCollection());
  }
  const seconds = (performance.now() - start) / 1000;
  await close();
  let seen = await query();
  for (const end = performance.now() + drainMs; seen.open > 0 && performance.now() < end; ) {
    await sleep(100);
    seen = await query();
  }
  const callsPerPoint = (share.calls + share.aborted) / points;
  return {
    ...run.outcome(seen),
    warnings,
    timers: timers() - timersBefore,
    connections: { most: seen.most, left: seen.open },
    bytesPerCall: slope(heap.slice(points / 2)) / callsPerPoint,
    seconds,
  };
}

/** The calls of a client, fifty at a time. */
class Run {
  readonly #calls: Calls;
  readonly #shared = new AbortController().signal;
  readonly #wrong: string[] = [];
  #started = { answered: 0, aborted: 0 };
  #answered = 0;
  #aborted = 0;
  #listenersLeft = 0;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Makes calls until so many were made in all, and waits for the last of them. */
  async until(answered: number, aborted: number): Promise<void> {
    const started = this.#started;
    const work = async () => {
      for (;;) {
        const left = [answered - started.answered, aborted - started.aborted] as const;
        if (left[0] < 1 && left[1] < 1) return;
        // Both kinds are spread over the whole run.
        if (Math.random() * (left[0] + left[1]) < left[1]) await this.#abort(started.aborted++);
        else await this.#answer(started.answered++);
      }
    };
    await Promise.all(Array.from({ length: atATime }, work));
  }

  outcome({ requests }: Seen) {
    const counts = Object.values(requests);
    const { answered } = this.#calls;
    let miscounted = 0;
    for (let number = 0; number < this.#started.answered; number += 1) {
      const kind = answered[number % answered.length] as (typeof answered)[number];
      if (requests[`${kind.behaviour}-${number}`] !== kind.requests) miscounted += 1;
    }
    return {
      wrong: this.#wrong.slice(0, 5),
      answered: this.#answered,
      aborted: this.#aborted,
      listeners: this.#listenersLeft + getEventListeners(this.#shared, "abort").length,
      miscounted,
      requests: counts.reduce((sum, count) => sum + count, 0),
    };
  }

  async #answer(number: number): Promise<void> {
    const { answered } = this.#calls;
    const { behaviour, call } = answered[number % answered.length] as Kind;
    const own = number % 2 === 0 ? undefined : new AbortController().signal;
    try {
      await call({ [callHeader]: `${behaviour}-${number}` }, own ?? this.#shared);
      this.#answered += 1;
    } catch (error) {
      this.#wrong.push(`${behaviour}: ${error}`);
    }
    if (own) this.#listenersLeft += getEventListeners(own, "abort").length;
  }

  async #abort(number: number): Promise<void> {
    const { aborted } = this.#calls;
    const { behaviour, withinMs, call } = aborted[number % aborted.length] as AbortedKind;
    const controller = new AbortController();
    if (withinMs === undefined) controller.abort();
    else setTimeout(() => controller.abort(), Math.random() * withinMs);
    try {
      await call({ [callHeader]: `${behaviour}-aborted-${number}` }, controller.signal);
      this.#wrong.push(`${behaviour}: was not aborted`);
    } catch (error) {
      if (error instanceof Error && error.name === "AbortError") this.#aborted += 1;
      else this.#wrong.push(`${behaviour}: ${error}, though it was aborted`);
    }
    this.#listenersLeft += getEventListeners(controller.signal, "abort").length;
  }
}

function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

async function heapAfterCollection(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    await immediate();
    globalThis.gc?.();
  }
  return process.memoryUsage().heapUsed;
}

/** By how much numbers grow from one to the next: the slope of the line that fits them best. */
function slope(numbers: readonly number[]): number {
  const middle = (numbers.length - 1) / 2;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  let above = 0;
  let below = 0;
  for (const [index, number] of numbers.entries()) {
    above += (index - middle) * (number - mean);
    below += (index - middle) ** 2;
  }
  return above / below;
}
