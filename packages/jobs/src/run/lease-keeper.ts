import { hostname } from "node:os";
import { JobError, leaseLost } from "../common/job-error.ts";
import type { Lease, StateStore } from "../state/state-store.ts";
import { notifyWait } from "./lease-wait.ts";
import type { RunSettings } from "./options.ts";
import { sleep } from "./sleep.ts";

/**
 * Takes the lease of a job. It waits for one that ends, since its process was killed: at most for the time of a lease
 * and for the budget of the run.
 *
 * @throws {JobError} when another process has it for longer.
 */
export async function takeLease(
  state: StateStore,
  job: string,
  settings: Pick<RunSettings, "leaseMs" | "budgetMs" | "signal" | "onWait">,
  kind: "job" | "sync",
): Promise<Lease> {
  const { leaseMs, budgetMs = leaseMs, signal, onWait } = settings;
  let hasNotified = false;
  const endsAt = performance.now() + Math.min(leaseMs, budgetMs);
  for (;;) {
    const lease = await state.acquire(job, leaseMs, thisProcess());
    if (lease !== undefined) return lease;
    const leftMs = endsAt - performance.now();
    if (leftMs <= 0) break;
    if (!hasNotified) {
      hasNotified = true;
      const owner = await state.owner(job);
      const { name, endsInMs } = { ...owner };
      notifyWait(onWait, kind, { job, owner: name, endsInMs, waitMs: leftMs });
    }
    await sleep(Math.min(leftMs, leaseMs / 10), signal);
  }
  const owner = (await state.owner(job))?.name ?? "another process";
  throw new JobError(
    `The ${kind} "${job}" is running in ${owner}; run it when that has ended. A process that was killed holds the ${kind} for the time of its lease (leaseMs)`,
    { job, reason: "running" },
  );
}

/** What others call this process, which takes a lease now. */
function thisProcess(): string {
  const [date, time = ""] = new Date().toISOString().split("T");
  return `process ${process.pid} on ${hostname()} since ${date} ${time.slice(0, 8)} UTC`;
}

/** Renews a lease for as long as a run lasts. */
export class LeaseKeeper {
  readonly #state: StateStore;
  readonly #lease: Lease;
  readonly #ttlMs: number;
  readonly #onLost: (error: unknown) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  /** By the monotonic clock: a change of the time of day ends no lease. */
  #endsAt: number;
  #isRenewing = false;

  constructor(state: StateStore, lease: Lease, ttlMs: number, onLost: (error: unknown) => void) {
    this.#state = state;
    this.#lease = lease;
    this.#ttlMs = ttlMs;
    this.#onLost = onLost;
    this.#endsAt = performance.now() + ttlMs;
    this.#timer = setInterval(() => void this.#renew(), ttlMs / 3);
    this.#timer.unref?.();
  }

  async #renew(): Promise<void> {
    const beganAt = performance.now();
    if (this.#isRenewing) {
      // A store that does not answer renews nothing.
      if (beganAt >= this.#endsAt) this.#lose();
      return;
    }
    this.#isRenewing = true;
    try {
      if (await this.#state.renew(this.#lease, this.#ttlMs)) {
        this.#endsAt = beganAt + this.#ttlMs;
      } else this.#lose();
    } catch (error) {
      // A store that is away for a moment is queried again, until the lease ends.
      if (performance.now() >= this.#endsAt) this.#lose(error);
    } finally {
      this.#isRenewing = false;
    }
  }

  #lose(cause?: unknown): void {
    this.stop();
    this.#onLost(leaseLost(this.#lease.job, cause));
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
