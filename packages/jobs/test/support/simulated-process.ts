import type { StateStore } from "@interkit/jobs";

/** Nothing waits for it any longer. */
const never = new Promise<never>(() => undefined);

/**
 * A process that is killed at a point of its work: from then on, nothing that it awaits goes on, and nothing that it
 * calls has an effect.
 */
export class SimulatedProcess {
  #pointsLeft: number;
  #kill: (result: "killed") => void = () => undefined;
  /** Resolves when the process is killed. */
  readonly killed: Promise<"killed"> = new Promise((resolve) => {
    this.#kill = resolve;
  });

  /** @param points after how many points of its work it is killed. */
  constructor(points: number) {
    this.#pointsLeft = points;
  }

  /** A point at which it may be killed. */
  point(): Promise<void> {
    if (this.#pointsLeft <= 0) return never;
    this.#pointsLeft -= 1;
    if (this.#pointsLeft > 0) return Promise.resolve();
    this.#kill("killed");
    return never;
  }

  /** The store as this process uses it. A kill comes before or after the effect of a method. */
  storeOf(store: StateStore): StateStore {
    const within = async <T>(call: () => Promise<T>): Promise<T> => {
      await this.point();
      const result = await call();
      await this.point();
      return result;
    };
    return {
      acquire: (...args) => within(() => store.acquire(...args)),
      renew: (...args) => within(() => store.renew(...args)),
      release: (...args) => within(() => store.release(...args)),
      progress: (...args) => within(() => store.progress(...args)),
      commit: (...args) => within(() => store.commit(...args)),
      failed: (...args) => within(() => store.failed(...args)),
      close: () => store.close(),
    };
  }
}
