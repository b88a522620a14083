import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { JobError } from "../common/job-error.ts";
import { notifyWait, type OnWait } from "../run/lease-wait.ts";
import type { Keys } from "./keys.ts";
import type { Attempt } from "./requests.ts";
import { acquire, release, renew } from "./scripts.ts";

export interface FeedLeaseOptions {
  /** The name of the job. */
  readonly job: string;
  readonly client: Redis;
  readonly keys: Keys;
  readonly leaseMs: number;
  readonly onWait: OnWait;
}

/** The right to feed a job, which one process has at a time. */
export class FeedLease {
  readonly #options: FeedLeaseOptions;
  readonly #owner = randomUUID();
  #token = 0;

  constructor(options: FeedLeaseOptions) {
    this.#options = options;
  }

  /** Grows with each process that takes the job: Redis refuses a write with an older one. */
  get token(): number {
    return this.#token;
  }

  /**
   * Takes the lease. It waits for one that ends, since its process was killed.
   *
   * @throws {JobError} `"running"` when its process renews it.
   */
  async acquire(attempt: Attempt, signal: AbortSignal): Promise<void> {
    const { job, client, keys, leaseMs, onWait } = this.#options;
    const args = [keys.lease, keys.fence, this.#owner, leaseMs];
    let leftMs = Number.POSITIVE_INFINITY;
    for (;;) {
      const taken = (await attempt(() => client.eval(acquire, 2, ...args))) as number[];
      const [token = 0, heldMs = 0] = taken;
      this.#token = token;
      if (token > 0) return;
      if (heldMs > leftMs) throw this.#running();
      if (leftMs === Number.POSITIVE_INFINITY) {
        // The owner of a lease in Redis has no name.
        notifyWait(onWait, "job", { job, owner: undefined, endsInMs: heldMs, waitMs: heldMs });
      }
      leftMs = heldMs;
      await sleep(Math.min(heldMs + 1, leaseMs / 10), undefined, { signal });
    }
  }

  #running(): JobError {
    const { job } = this.#options;
    const message = `The job "${job}" is running in another process; run it when that has ended`;
    return new JobError(message, { job, reason: "running" });
  }

  /** Resolves to false when another process has taken the job since. */
  async renew(attempt: Attempt): Promise<boolean> {
    const { client, keys, leaseMs } = this.#options;
    const args = [keys.lease, keys.fence, this.#token, this.#owner, leaseMs];
    return (await attempt(() => client.eval(renew, 2, ...args))) === 1;
  }

  /** Ends the lease, if this is its owner. */
  async release(attempt: Attempt): Promise<void> {
    const { client, keys } = this.#options;
    await attempt(() => client.eval(release, 1, keys.lease, this.#owner));
  }
}
