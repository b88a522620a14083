import type { PlannedChange } from "./plan.ts";
import type { SyncCounts, SyncFailure } from "./report.ts";

const counterOf = { create: "created", update: "updated", remove: "removed" } as const;

/** How the writes of an apply ended. */
export class Outcomes {
  readonly #written = { created: 0, updated: 0, removed: 0 };
  readonly #failures = new Map<string, SyncFailure>();

  addWritten({ action }: PlannedChange): void {
    this.#written[counterOf[action]] += 1;
  }

  addFailure({ key, title }: Pick<PlannedChange, "key" | "title">, reason: string): void {
    this.#failures.set(key, { key, title, reason });
  }

  hasFailed(key: string): boolean {
    return this.#failures.has(key);
  }

  get failures(): readonly SyncFailure[] {
    return [...this.#failures.values()];
  }

  counts(unchanged: number): SyncCounts {
    return { ...this.#written, unchanged, failed: this.#failures.size };
  }
}
