import { ConfigError } from "@interkit/client";
import type { StepContext } from "../job/job.ts";
import {
  checkBooleans,
  checkFunction,
  checkNames,
  checkSignal,
  checkWhole,
} from "../options/check.ts";
import { type OnWait, reportWait } from "../run/lease-wait.ts";
import type { RunProgress } from "../run/progress-meter.ts";
import type { Source } from "../sources/source.ts";
import { reportSometimes } from "./connection.ts";

/** A job of any items, as `defineJob` returns it. */
export interface QueuedJob {
  /** Names the job in Redis. */
  readonly name: string;
  /** Where the items come from. */
  readonly source: Source<unknown>;
  /** Works at one item. */
  readonly step: (item: never, context: StepContext) => unknown;
  /** The key of an item. */
  readonly key?: ((item: never) => string | undefined) | undefined;
  /** How many items each process works at at once; 50 by default. */
  readonly concurrency?: number | undefined;
  /** How many attempts an item has, when its step fails for a reason that may pass; 3 by default. */
  readonly attempts?: number | undefined;
  /** Is refused: one process writes the results of a job, with `run`. */
  readonly output?: unknown;
}

/** Options of `createJobQueue`, the same ones in all processes. */
export interface JobQueueOptions {
  /** The URL of Redis, options of `ioredis`, or a client of it, which is copied and stays yours. */
  readonly connection: string | object;
  /** The jobs, as `defineJob` returns them. Their items must be what JSON can express. */
  readonly jobs: readonly QueuedJob[];
  /** The first part of all names in Redis; `interkit-jobs` by default. Two apps in one Redis need two. */
  readonly name?: string | undefined;
  /** The most items that a worker takes at once; 20 by default. */
  readonly batchSize?: number | undefined;
  /**
   * Gets failures of the connection and of Redis, each once in ten seconds. By default, they are written to the
   * console.
   */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Options of the workers of a process. */
export interface JobWorkersOptions {
  /**
   * How long a process may be busy or away until another one takes over its batches, in milliseconds; 10,000 by
   * default. After a process was killed, what it had in hand waits for up to twice that time.
   */
  readonly lockMs?: number | undefined;
  /**
   * So many items in a row that failed in this process for a reason that may pass stop the run, as an outage of
   * Intercom; 25 by default, `Infinity` for no such stop. The next run begins with them.
   */
  readonly maxFailuresInARow?: number | undefined;
  /** Whether the first SIGINT or SIGTERM closes the workers; true by default. */
  readonly stopOnSignals?: boolean | undefined;
}

/** Options of `replay` of a queue. */
export interface QueueReplayOptions {
  /** Ends the call, which rejects with the reason of the signal. Workers finish what the queue has. */
  readonly signal?: AbortSignal | undefined;
  /** A run that lasts longer, in milliseconds, stops. Workers finish what the queue has. */
  readonly budgetMs?: number | undefined;
  /** Is called about once a second, and at the end. What it throws is dropped. */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  /** Whether the first SIGINT or SIGTERM stops the run; true by default. */
  readonly stopOnSignals?: boolean | undefined;
  /**
   * How long another process waits before it takes the run over from one that was killed, in milliseconds; 15,000
   * by default.
   */
  readonly leaseMs?: number | undefined;
  /**
   * Is called once when the run finds the job taken and waits, with when the lease ends. By default, the message is
   * written to stderr. What it throws is dropped.
   */
  readonly onWait?: OnWait | undefined;
  /** How many items may wait in Redis; 2,000 by default. */
  readonly maxWaiting?: number | undefined;
}

/** Options of `run` of a queue. */
export interface QueueRunOptions extends QueueReplayOptions {
  /** Reads the source from its start, and drops how far an earlier run came. Failed items stay. */
  readonly restart?: boolean | undefined;
}

export interface JobQueueSettings {
  readonly connection: string | object;
  readonly jobs: ReadonlyMap<string, QueuedJob>;
  readonly name: string;
  readonly batchSize: number;
  readonly report: (error: unknown) => void;
}

/** @throws {ConfigError} for unknown and wrong options. */
export function queueSettingsOf(options: JobQueueOptions): JobQueueSettings {
  const of = "createJobQueue";
  checkNames(of, options, ["connection", "jobs", "name", "batchSize", "onError"]);
  const { connection, name = "interkit-jobs", batchSize = 20, onError = console.error } = options;
  if (!isConnection(connection)) {
    throw new ConfigError(
      `${of}: "connection" must be the URL of Redis, as redis://127.0.0.1, options of ioredis, or a client of it`,
    );
  }
  if (typeof name !== "string" || !/^[^:]+$/.test(name)) {
    throw new ConfigError(`${of}: "name" must be a text that is not empty and has no colon`);
  }
  checkWhole(of, { batchSize });
  checkFunction(of, "onError", onError, "required");
  return { connection, name, batchSize, jobs: jobsOf(options.jobs), report: reporter(onError) };
}

/** An empty text, such as of a variable that is not set, would be the Redis of this machine. */
function isConnection(connection: unknown): boolean {
  if (typeof connection !== "string") {
    return typeof connection === "object" && connection !== null && !Array.isArray(connection);
  }
  return connection.trim() !== "" && !/^https?:/i.test(connection);
}

function jobsOf(jobs: readonly QueuedJob[]): Map<string, QueuedJob> {
  const named = new Map<string, QueuedJob>();
  for (const job of Array.isArray(jobs) ? jobs : []) {
    const { name: given, source, step }: Partial<QueuedJob> = Object(job);
    if (typeof given !== "string" || typeof source?.read !== "function" || !step) {
      throw new ConfigError(`createJobQueue: "jobs" must have what defineJob returns`);
    }
    const { name, output } = job;
    if (named.has(name)) {
      throw new ConfigError(`createJobQueue: two of the "jobs" have the name "${name}"`);
    }
    if (output !== undefined) {
      throw new ConfigError(
        `createJobQueue: the job "${name}" has an output, which one process writes: use run(job)`,
      );
    }
    named.set(name, job);
  }
  if (named.size === 0) {
    throw new ConfigError(`createJobQueue: "jobs" must be a list of one job at least`);
  }
  return named;
}

/** What `onError` throws ends nothing. */
function reporter(onError: (error: unknown) => void): (error: unknown) => void {
  return reportSometimes((error) => {
    try {
      onError(error);
    } catch (failure) {
      console.error("onError of a queue failed:", failure);
    }
  });
}

export type WorkerSettings = {
  readonly [Name in keyof Required<JobWorkersOptions>]: Exclude<JobWorkersOptions[Name], undefined>;
};

/** @throws {ConfigError} for unknown and wrong options. */
export function workerSettingsOf(options: JobWorkersOptions): WorkerSettings {
  const of = "startWorkers";
  checkNames(of, options, ["lockMs", "maxFailuresInARow", "stopOnSignals"]);
  const { lockMs = 10_000, maxFailuresInARow = 25, stopOnSignals = true } = options;
  if (maxFailuresInARow !== Number.POSITIVE_INFINITY) checkWhole(of, { maxFailuresInARow });
  checkMilliseconds(of, { lockMs });
  checkBooleans(of, { stopOnSignals });
  return { lockMs, maxFailuresInARow, stopOnSignals };
}

export interface QueueRunSettings {
  readonly signal: AbortSignal | undefined;
  readonly budgetMs: number | undefined;
  readonly onProgress: ((progress: RunProgress) => void) | undefined;
  readonly stopOnSignals: boolean;
  readonly leaseMs: number;
  readonly onWait: OnWait;
  readonly maxWaiting: number;
  readonly restart: boolean;
}

const runNames: readonly (keyof QueueReplayOptions)[] = [
  ...(["signal", "budgetMs", "onProgress", "stopOnSignals"] as const),
  ...(["leaseMs", "onWait", "maxWaiting"] as const),
];

/** @throws {ConfigError} for unknown and wrong options. */
export function runSettingsOf(of: "run" | "replay", options: QueueRunOptions): QueueRunSettings {
  checkNames(of, options, of === "run" ? [...runNames, "restart"] : runNames);
  const { signal, budgetMs, onProgress, stopOnSignals = true } = options;
  const { leaseMs = 15_000, maxWaiting = 2_000, restart = false } = options;
  const { onWait = reportWait } = options;
  checkSignal(of, signal);
  checkFunction(of, "onProgress", onProgress, "optional");
  checkFunction(of, "onWait", onWait, "optional");
  checkBooleans(of, { stopOnSignals, restart });
  checkWhole(of, { maxWaiting });
  checkMilliseconds(of, { leaseMs, ...(budgetMs === undefined ? undefined : { budgetMs }) });
  return { signal, budgetMs, onProgress, stopOnSignals, leaseMs, onWait, maxWaiting, restart };
}

/** A timer cannot wait longer. */
const longestMs = 2 ** 31 - 1;

function checkMilliseconds(of: string, options: Record<string, number>): void {
  for (const [name, ms] of Object.entries(options)) {
    if (Number.isInteger(ms) && ms >= 1 && ms <= longestMs) continue;
    throw new ConfigError(`${of}: "${name}" must be whole milliseconds from 1 to ${longestMs}`);
  }
}
