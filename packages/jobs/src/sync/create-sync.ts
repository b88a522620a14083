import { ConfigError } from "@interkit/client";
import type { Collection } from "../collections/collection.ts";
import { checkSource } from "../job/define-job.ts";
import {
  checkBooleans,
  checkNames,
  checkOneOf,
  checkSignal,
  checkText,
  checkWhole,
} from "../options/check.ts";
import { readableState, withState } from "../run/open-state.ts";
import { checkState, type ReplayOptions, settingsOf } from "../run/options.ts";
import { withLease } from "../run/session.ts";
import type { Source } from "../sources/source.ts";
import type { StateStore } from "../state/state-store.ts";
import { Application } from "./apply.ts";
import { makeDraft } from "./draft.ts";
import { parseApproval } from "./guards.ts";
import type { SyncPlan } from "./plan.ts";
import type { SyncReport } from "./report.ts";
import type { SyncSettings } from "./settings.ts";

/** Options of `createSync`. */
export interface SyncOptions<Wanted> {
  /** Names the sync in its state; by default the name of the collection. Two syncs in one state need two names. */
  readonly name?: string | undefined;
  /** What Intercom should have: all of it, each time. */
  readonly from: Source<NoInfer<Wanted>>;
  /** Where it should be. */
  readonly to: Collection<Wanted>;
  /** The path of a file for the state, or a store; `"interkit-sync.db"` by default. */
  readonly state?: string | StateStore | undefined;
  /** An apply that would remove more removes nothing without an approval; 20 by default. */
  readonly maxRemovals?: number | undefined;
  /**
   * The same for a share of the objects that are there, from 0 to 1; 0.1 by default. One removal of a few objects is
   * not held, unless the share is 0.
   */
  readonly maxRemovalShare?: number | undefined;
  /** How many writes are sent at once; 10 by default. The client's limiter decides how fast. */
  readonly concurrency?: number | undefined;
  /** Whether a source without items is accepted; false by default. What is removed then needs an approval still. */
  readonly allowEmpty?: boolean | undefined;
  /**
   * Whether a sync without a state creates objects that have no key at Intercom, such as articles, beside others of the
   * same titles; false by default. Where the state was lost, they are the same ones.
   */
  readonly allowSameTitles?: boolean | undefined;
  /**
   * `"remove"`: objects of the collection that neither the source nor the state has are removed too, when the list of
   * them is whole. `"keep"`, the default: they are counted, and stay.
   */
  readonly unknown?: "keep" | "remove" | undefined;
}

/** Options of `plan`. */
export interface PlanOptions {
  /** Aborts the plan, which rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `apply`: those of a run, without its state. */
export interface ApplyOptions extends Omit<ReplayOptions, "state"> {
  /** The `approval` of a plan. Removals up to the number in it are done, however many they are. */
  readonly approve?: string | undefined;
}

/** Makes Intercom what a source declares. */
export interface Sync {
  /**
   * Compares the source, the state and Intercom, and returns what an apply would do. Writes nothing, neither at
   * Intercom nor in the state, and needs no lease. `String(plan)` reads like a diff.
   *
   * @throws {ConfigError} for a source without items or with two items of one key, for items that cannot be sent, and
   * for a state of another workspace or collection, or one that was lost and has the ids of articles.
   * @throws what the source throws, and the error of a call.
   */
  plan(options?: PlanOptions): Promise<SyncPlan>;
  /**
   * Plans anew and writes: what is new, then what differs, then what left. An object that cannot be written is in
   * `failures` and does not stop the others. After a kill, the next apply goes on, and creates nothing twice.
   *
   * @throws {ConfigError} as `plan` does, and for an approval of a state that has changed since.
   * @throws {JobError} when another process runs the sync, whose name is in the message, or has taken it over.
   * @throws {ApiError} for 401 and 403 `api_plan_restricted`. What was written before is stored.
   * @throws the reason of `signal`, when that is aborted.
   */
  apply(options?: ApplyOptions): Promise<SyncReport>;
}

const names: readonly (keyof SyncOptions<unknown>)[] = [
  ...(["name", "from", "to", "state", "maxRemovals", "maxRemovalShare"] as const),
  ...(["concurrency", "allowEmpty", "allowSameTitles", "unknown"] as const),
];
const applyNames: readonly (keyof ApplyOptions)[] = [
  ...(["approve", "signal", "budgetMs", "onProgress", "stopOnSignals"] as const),
  ...(["leaseMs", "onWait", "maxFailuresInARow"] as const),
];

/**
 * Makes the objects of a collection at Intercom those of a source: creates, updates and removes what differs, and
 * writes nothing where nothing does. The state keeps what was sent last, so that a change of the source and a change
 * at Intercom are distinguished.
 *
 * Many removals are held until a plan of them was approved: see `maxRemovals` and `maxRemovalShare`. Objects that the
 * sync has not written stay.
 *
 * @throws {ConfigError} for options that are wrong or do not exist.
 *
 * @example
 * ```ts
 * import { createIntercom } from "@interkit/client/2.16";
 * import { fromRows } from "@interkit/jobs";
 * import { type Collection, createSync } from "@interkit/jobs/sync";
 *
 * interface Page {
 *   path: string;
 *   title: string;
 * }
 * declare const pages: Collection<Page>;
 *
 * const docs = createSync({
 *   name: "docs",
 *   from: fromRows([{ path: "start", title: "Getting started" }]),
 *   to: pages,
 *   state: "docs.db",
 * });
 * const plan = await docs.plan();
 * console.log(String(plan));
 * const report = await docs.apply({ approve: plan.approval });
 * console.log(String(report));
 * ```
 */
export function createSync<Wanted>(options: SyncOptions<Wanted>): Sync {
  const settings = syncSettings(options);
  return {
    plan: (planOptions = {}) => plan(settings, planOptions),
    apply: (applyOptions = {}) => apply(settings, applyOptions),
  };
}

async function plan<Wanted>(
  settings: SyncSettings<Wanted>,
  options: PlanOptions,
): Promise<SyncPlan> {
  checkNames("plan", options, ["signal"]);
  checkSignal("plan", options.signal);
  const { signal = new AbortController().signal } = options;
  signal.throwIfAborted();
  return withState(readableState(settings.state), async (state) => {
    const draft = await makeDraft({ settings, state, approve: undefined, signal });
    return draft.plan;
  });
}

async function apply<Wanted>(
  settings: SyncSettings<Wanted>,
  { approve, ...options }: ApplyOptions,
): Promise<SyncReport> {
  checkNames("apply", options, applyNames);
  parseApproval(approve);
  const { state, name, concurrency, to } = settings;
  const run = settingsOf("apply", { ...options, state });
  return withLease(
    name,
    run,
    async (session) => {
      const { signal } = session.control.controller;
      const draft = await makeDraft({ settings, state: session.state, approve, signal });
      const context = { draft, session, settings: run, concurrency, collection: to };
      return new Application(context).run();
    },
    "sync",
  );
}

/** @throws {ConfigError} for options that are wrong or do not exist. */
function syncSettings<Wanted>(options: SyncOptions<Wanted>): SyncSettings<Wanted> {
  checkNames("createSync", options, names);
  const { from, to, state = "interkit-sync.db", concurrency = 10, allowEmpty = false } = options;
  const { maxRemovals = 20, maxRemovalShare = 0.1, unknown = "keep" } = options;
  const { allowSameTitles = false } = options;
  checkCollection(to);
  const { name = to.name } = options;
  checkText("createSync", "name", name);
  checkSyncSource(name, from);
  checkState("createSync", state);
  checkWhole("createSync", { concurrency });
  checkBooleans("createSync", { allowEmpty, allowSameTitles });
  checkOneOf("createSync", "unknown", unknown, ["keep", "remove"]);
  if (maxRemovals !== 0 && maxRemovals !== Number.POSITIVE_INFINITY) {
    checkWhole("createSync", { maxRemovals });
  }
  if (!(typeof maxRemovalShare === "number" && maxRemovalShare >= 0 && maxRemovalShare <= 1)) {
    throw new ConfigError('createSync: "maxRemovalShare" must be a number from 0 to 1');
  }
  const limits = { maxRemovals, maxRemovalShare };
  const allowed = { allowEmpty, allowSameTitles };
  return { name, from, to, state, ...limits, concurrency, ...allowed, unknown };
}

function checkCollection(to: Collection<never>): void {
  if (typeof to?.open === "function" && typeof to.toObject === "function") return;
  throw new ConfigError(
    'createSync: "to" must be a collection, such as contentPages(intercom, options)',
  );
}

/** What a source of changes does not return would be taken for removed. */
function checkSyncSource(name: string, from: Source<unknown>): void {
  checkSource(`The sync "${name}"`, from);
  if (from.afterwards === "restart") return;
  throw new ConfigError(
    `The sync "${name}": the source ${from.name} returns only what changed; give one that returns everything each time`,
  );
}
