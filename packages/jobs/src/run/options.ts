import { ConfigError } from "@interkit/client";
import {
  checkBooleans,
  checkFunction,
  checkNames,
  checkSignal,
  checkWhole,
} from "../options/check.ts";
import type { StateStore } from "../state/state-store.ts";
import { type OnWait, reportWait } from "./lease-wait.ts";
import type { RunProgress } from "./progress-meter.ts";

/** Options of `replay`. */
export interface ReplayOptions {
  /** The path of a file for the state, or a store; `"interkit-jobs.db"` by default. */
  readonly state?: string | StateStore | undefined;
  /** Aborts the run: it rejects with the reason of the signal, and what is stored stays. */
  readonly signal?: AbortSignal | undefined;
  /** A run that lasts longer, in milliseconds, finishes the batches in hand and stops. It has at least one batch. */
  readonly budgetMs?: number | undefined;
  /** Is called about once a second, and at the end. What it throws is dropped. */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  /**
   * Whether the first SIGINT or SIGTERM finishes the batches in hand and stops the run; true by default. The second
   * one has its usual effect, and so has the first where this is false.
   */
  readonly stopOnSignals?: boolean | undefined;
  /**
   * How long another process waits before it takes the job over from one that was killed, in milliseconds; 30,000 by
   * default. A run renews its right three times within it. A run that finds the job taken waits so long, and throws
   * when it is taken still.
   */
  readonly leaseMs?: number | undefined;
  /**
   * Is called once when the run finds the job taken and waits: with the process that has it, when its lease ends, and
   * a message. By default, the message is written to stderr. What it throws is dropped.
   */
  readonly onWait?: OnWait | undefined;
  /**
   * So many items in a row that failed for a reason that may pass stop the run, as an outage of Intercom; 25 by
   * default, `Infinity` for no such stop. The next run begins with them.
   */
  readonly maxFailuresInARow?: number | undefined;
}

/** Options of `run`. */
export interface RunOptions extends ReplayOptions {
  /**
   * Calls the `plan` of the job in place of its step, or counts the items. Nothing is stored, and no output is
   * written; the run begins where a run would that is no dry one.
   */
  readonly dryRun?: boolean | undefined;
  /** Reads the source from its start, and drops how far an earlier run came. Failed items stay. */
  readonly restart?: boolean | undefined;
}

/** Checked options with their defaults. */
export interface RunSettings {
  readonly state: string | StateStore;
  readonly signal: AbortSignal | undefined;
  readonly budgetMs: number | undefined;
  readonly onProgress: ((progress: RunProgress) => void) | undefined;
  readonly stopOnSignals: boolean;
  readonly leaseMs: number;
  readonly onWait: OnWait;
  readonly maxFailuresInARow: number;
}

const replayNames: readonly (keyof ReplayOptions)[] = [
  ...(["state", "signal", "budgetMs", "onProgress", "stopOnSignals"] as const),
  ...(["leaseMs", "onWait", "maxFailuresInARow"] as const),
];

/** @throws {ConfigError} for options of `replay` that are wrong or do not exist. */
export function replaySettings(options: ReplayOptions): RunSettings {
  checkNames("replay", options, replayNames);
  return settingsOf("replay", options);
}

/** @throws {ConfigError} for options of `run` that are wrong or do not exist. */
export function runSettings(options: RunOptions): RunSettings {
  checkNames("run", options, [...replayNames, "dryRun", "restart"]);
  const { dryRun, restart } = options;
  checkBooleans("run", { dryRun, restart });
  return settingsOf("run", options);
}

/** A timer cannot wait longer. */
const longestMs = 2 ** 31 - 1;

/** @throws {ConfigError} for options of a run that are wrong. */
export function settingsOf(of: string, options: ReplayOptions): RunSettings {
  const { signal, budgetMs, onProgress, stopOnSignals = true, leaseMs = 30_000 } = options;
  const { state = "interkit-jobs.db", maxFailuresInARow = 25, onWait = reportWait } = options;
  checkState(of, state);
  checkSignal(of, signal);
  checkFunction(of, "onProgress", onProgress, "optional");
  checkFunction(of, "onWait", onWait, "optional");
  checkBooleans(of, { stopOnSignals });
  if (maxFailuresInARow !== Number.POSITIVE_INFINITY) checkWhole(of, { maxFailuresInARow });
  for (const [name, ms] of Object.entries({ leaseMs, budgetMs })) {
    if (ms === undefined || (typeof ms === "number" && ms >= 1 && ms <= longestMs)) continue;
    throw new ConfigError(`${of}: "${name}" must be milliseconds from 1 to ${longestMs}`);
  }
  return { state, signal, budgetMs, onProgress, stopOnSignals, leaseMs, onWait, maxFailuresInARow };
}

/** @throws {ConfigError} for what is neither a path nor a store. */
export function checkState(of: string, state: unknown): void {
  if (typeof state === "string" && state !== "") return;
  const store = state as Partial<StateStore> | undefined | null;
  if (typeof store?.acquire === "function" && typeof store.commit === "function") return;
  throw new ConfigError(
    `${of}: "state" must be the path of a file, or a store such as fileState(path) or memoryState()`,
  );
}
