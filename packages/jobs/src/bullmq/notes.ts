import type { RunState } from "./run-state.ts";

/** Which batch of which run, and the worker that has claimed it. */
export interface Claim {
  readonly id: string;
  readonly batch: number;
  readonly owner: string;
}

/**
 * Keeps the outcomes of the items of a batch in Redis as they come. Those that come during a request are sent
 * together with the next one, so that no more than these are repeated after a kill.
 */
export class Notes {
  readonly #state: RunState;
  readonly #claim: Claim;
  readonly #onEnd: (reason: "lost" | "stop") => void;
  #waiting = new Map<number, string>();
  #sending: Promise<void> | undefined;

  /** @param onEnd called when the batch was given to another worker, or the run is stopped. */
  constructor(state: RunState, claim: Claim, onEnd: (reason: "lost" | "stop") => void) {
    this.#state = state;
    this.#claim = claim;
    this.#onEnd = onEnd;
  }

  add(place: number, outcome: string): void {
    this.#waiting.set(place, outcome);
    this.#sending ??= this.#send();
    // Who waits for it gets what it rejects with.
    this.#sending.catch(() => undefined);
  }

  /** Resolves when Redis has all. */
  async sent(): Promise<void> {
    await this.#sending;
  }

  /** Sends nothing new, and so finds out whether the batch has to end. */
  async check(): Promise<void> {
    await this.#sendGroup(new Map());
  }

  async #send(): Promise<void> {
    while (this.#waiting.size > 0) {
      const outcomes = this.#waiting;
      this.#waiting = new Map();
      await this.#sendGroup(outcomes);
    }
    this.#sending = undefined;
  }

  async #sendGroup(outcomes: ReadonlyMap<number, string>): Promise<void> {
    const { id, batch, owner } = this.#claim;
    const state = await this.#state.note(id, batch, owner, outcomes);
    if (state !== "noted") this.#onEnd(state);
  }
}
