import { leaseLost } from "../common/job-error.ts";
import type {
  FailedItem,
  Lease,
  LeaseOwner,
  Progress,
  StateChange,
  StatePage,
  StateRecord,
  StateStore,
} from "./state-store.ts";

interface JobState {
  token: number;
  /** When the lease ends, in milliseconds; 0 for one that was released. */
  leaseEndsAt: number;
  owner: string | undefined;
  progress: Progress | undefined;
  readonly failed: Map<string, FailedItem>;
  readonly records: Map<string, StateRecord>;
}

/**
 * Keeps the state of jobs in the memory of this process: for tests, and for jobs that begin anew with each process.
 *
 * @example
 * ```ts
 * import { defineJob, failedItems, fromRows, memoryState, replay, run } from "@interkit/jobs";
 *
 * const state = memoryState();
 * const job = defineJob({
 *   name: "greet",
 *   source: fromRows(["Ada", "Grace"]),
 *   step: (name) => console.log("Hello", name),
 * });
 * await run(job, { state });
 * for await (const { key, reason } of failedItems(job, { state })) console.log(key, reason);
 * await replay(job, { state });
 * ```
 */
export function memoryState(): StateStore {
  return new MemoryState();
}

class MemoryState implements StateStore {
  readonly #jobs = new Map<string, JobState>();

  async acquire(job: string, ttlMs: number, owner?: string): Promise<Lease | undefined> {
    const state = this.#jobs.get(job) ?? {
      token: 0,
      leaseEndsAt: 0,
      owner: undefined,
      progress: undefined,
      failed: new Map(),
      records: new Map(),
    };
    if (Date.now() < state.leaseEndsAt) return undefined;
    this.#jobs.set(job, state);
    state.token += 1;
    state.leaseEndsAt = Date.now() + ttlMs;
    state.owner = owner;
    return { job, token: state.token };
  }

  async owner(job: string): Promise<LeaseOwner | undefined> {
    const { leaseEndsAt = 0, owner } = this.#jobs.get(job) ?? {};
    const endsInMs = leaseEndsAt - Date.now();
    return endsInMs > 0 ? { name: owner, endsInMs } : undefined;
  }

  async renew(lease: Lease, ttlMs: number): Promise<boolean> {
    const state = this.#stateOf(lease);
    if (state !== undefined) state.leaseEndsAt = Date.now() + ttlMs;
    return state !== undefined;
  }

  async release(lease: Lease): Promise<void> {
    const state = this.#stateOf(lease);
    if (state === undefined) return;
    // A released lease cannot commit any more.
    state.token += 1;
    state.leaseEndsAt = 0;
  }

  async progress(job: string): Promise<Progress | undefined> {
    return structuredClone(this.#jobs.get(job)?.progress);
  }

  async commit(lease: Lease, change: StateChange): Promise<void> {
    const state = this.#stateOf(lease);
    if (state === undefined) throw leaseLost(lease.job);
    const { progress, failed = [], resolved = [], records = [] } = structuredClone(change);
    if (progress !== undefined) state.progress = progress;
    for (const key of resolved) state.failed.delete(key);
    for (const item of failed) state.failed.set(item.key, item);
    for (const { key, value } of records) {
      if (value === undefined) state.records.delete(key);
      else state.records.set(key, { key, value });
    }
  }

  async failed(job: string, page: StatePage): Promise<FailedItem[]> {
    return pageOf(this.#jobs.get(job)?.failed.values(), page);
  }

  async records(job: string, page: StatePage): Promise<StateRecord[]> {
    return pageOf(this.#jobs.get(job)?.records.values(), page);
  }

  async close(): Promise<void> {
    // The state stays: another run may use it.
  }

  #stateOf({ job, token }: Lease): JobState | undefined {
    const state = this.#jobs.get(job);
    return state?.token === token ? state : undefined;
  }
}

function pageOf<T extends { readonly key: string }>(
  items: Iterable<T> = [],
  { limit, after }: StatePage,
): T[] {
  return structuredClone(
    [...items]
      .filter(({ key }) => after === undefined || key > after)
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .slice(0, limit),
  );
}
