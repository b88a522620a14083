import { ConfigError } from "@interkit/client";
import { noCounts } from "../run/results.ts";
import type { StateStore } from "../state/state-store.ts";
import type { Stream } from "./streams.ts";

const leaseMs = 5_000;

/**
 * Checks that the client of a mirror is one of the workspace that the copy is of: another workspace has none of its
 * objects, and a comparison would remove them all.
 *
 * @throws {ConfigError} for a client of another workspace than that of the first call.
 */
export class WorkspaceCheck {
  readonly #job: string;
  readonly #streams: readonly Stream[];

  constructor(name: string, streams: readonly Stream[]) {
    this.#job = `${name} workspace`;
    this.#streams = streams;
  }

  /** Compares the workspace with the one in the state, if that has one. */
  async check(state: StateStore): Promise<void> {
    const stored = (await state.progress(this.#job))?.mark;
    const workspace = this.#workspace;
    if (stored === undefined || workspace === undefined || stored === workspace) return;
    throw new ConfigError(
      `The mirror is one of another workspace, region or token; use the client that it was made with, or give createMirror another state and target. With "rateLimit.key", a client with a new token is still the same`,
    );
  }

  /** The same; the first call stores the workspace in the state. */
  async checkOrStore(state: StateStore): Promise<void> {
    await this.check(state);
    const mark = this.#workspace;
    if (mark === undefined || (await state.progress(this.#job)) !== undefined) return;
    // A process that begins at the same time stores it, too.
    const lease = await state.acquire(this.#job, leaseMs);
    if (lease === undefined) return;
    const startedAt = Math.floor(Date.now() / 1000);
    try {
      await state.commit(lease, {
        progress: { mark, isComplete: true, counts: noCounts, startedAt },
      });
    } finally {
      await state.release(lease);
    }
  }

  /** A hash of what the client was made with; undefined for one that is not known. */
  get #workspace(): string | undefined {
    const [stream] = this.#streams;
    return stream?.walks[0]?.({}).checkpoint().workspace;
  }
}
