import type { SandboxOptions } from "@interkit/sandbox";

type Log = NonNullable<SandboxOptions["log"]>;

/** Counts the requests that a sandbox gets, by operation. */
export class Traffic {
  readonly #answered = new Map<string, number>();
  readonly #refused = new Map<string, number>();
  #waiting: { readonly operation: string; readonly count: number; resolve(): void }[] = [];

  /** For the option `log` of a sandbox. */
  readonly log: Log = ({ operation = "", status }) => {
    const counts = status < 400 ? this.#answered : this.#refused;
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    this.#waiting = this.#waiting.filter((one) => {
      if (this.count(one.operation) < one.count) return true;
      one.resolve();
      return false;
    });
  };

  /** How many requests of an operation were done. */
  count(operation: string): number {
    return this.#answered.get(operation) ?? 0;
  }

  /** How many were answered with an error. */
  refused(operation: string): number {
    return this.#refused.get(operation) ?? 0;
  }

  /** Resolves once so many requests of an operation were done. */
  reached(operation: string, count: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ operation, count, resolve }));
  }
}
