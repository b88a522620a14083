import type { Output, StateStore } from "@interkit/jobs";

/** Nothing waits for it any longer. */
const never = new Promise<never>(() => undefined);

/**
 * A process that is killed at a point of its work: from then on, nothing that it awaits goes on, and nothing that it
 * calls has an effect.
 */
export class SimulatedProcess {
  #pointsLeft: number;
  #kill: (result: "killed") => void = () => undefined;
  readonly #effects = new Set<Promise<unknown>>();
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

  /** Calls what has an effect outside of the process. A kill comes before or after it. */
  async within<T>(call: () => Promise<T>): Promise<T> {
    await this.point();
    const effect = call();
    this.#effects.add(effect);
    const result = await effect;
    this.#effects.delete(effect);
    await this.point();
    return result;
  }

  /** Waits for the effects that had begun when the process was killed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#effects);
  }

  /** The store as this process uses it. */
  storeOf(store: StateStore): StateStore {
    return {
      acquire: (...args) => this.within(() => store.acquire(...args)),
      owner: (...args) => this.within(() => store.owner(...args)),
      renew: (...args) => this.within(() => store.renew(...args)),
      release: (...args) => this.within(() => store.release(...args)),
      progress: (...args) => this.within(() => store.progress(...args)),
      commit: (...args) => this.within(() => store.commit(...args)),
      failed: (...args) => this.within(() => store.failed(...args)),
      records: (...args) => this.within(() => store.records(...args)),
      close: () => store.close(),
    };
  }

  /** The output as this process uses it. */
  outputOf<Result>(output: Output<Result>): Output<Result> {
    return {
      name: output.name,
      begin: async (position) => {
        const writer = await this.within(() => output.begin(position));
        return {
          write: (results) => this.within(() => writer.write(results)),
          finish: () => this.within(() => writer.finish()),
          close: () => this.within(() => writer.close()),
        };
      },
    };
  }
}
