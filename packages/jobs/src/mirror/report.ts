import type { MirrorStream } from "./targets/target.ts";

/** What a synchronisation or a comparison did with one stream. */
export interface StreamReport {
  /** How many objects were written: they were missing in the copy, or differed from it. */
  readonly written: number;
  /** How many objects were removed, those that were merged into others included. */
  readonly removed: number;
  /** How many objects could not be read or written; `notices` has the reasons. The next run tries them again. */
  readonly failed: number;
}

/** An object whose copy lacks something. */
export interface IncompleteObject {
  /** The stream of the object. */
  readonly stream: MirrorStream;
  /** Intercom's id. */
  readonly id: string;
  /** What it lacks. */
  readonly reason: string;
}

/** What a synchronisation or a comparison did. */
export interface MirrorReport {
  /** `"stopped"` by a signal, by `budgetMs` or in an outage: the next `sync` continues. */
  readonly outcome: "complete" | "stopped";
  /** By stream that is copied, also where nothing changed. */
  readonly streams: { readonly [name in MirrorStream]?: StreamReport };
  /** The first 1,000 objects of this run whose copy is incomplete: conversations with more than 500 parts. */
  readonly incomplete: readonly IncompleteObject[];
  /** The first 1,000 things that are no errors and that you should see, such as records that could not be read. */
  readonly notices: readonly string[];
}

const mostEntries = 1_000;

/** Collects a report, which has an entry for each stream, also where nothing changed. */
export class Report {
  readonly #streams: Map<MirrorStream, { written: number; removed: number; failed: number }>;
  readonly #incomplete: IncompleteObject[] = [];
  readonly #notices: string[] = [];
  #outcome: MirrorReport["outcome"] = "complete";

  constructor(streams: Iterable<MirrorStream>) {
    const none = { written: 0, removed: 0, failed: 0 };
    this.#streams = new Map(Array.from(streams, (name) => [name, { ...none }]));
  }

  add(stream: MirrorStream, change: Partial<StreamReport>): void {
    const counts = this.#streams.get(stream) ?? { written: 0, removed: 0, failed: 0 };
    counts.written += change.written ?? 0;
    counts.removed += change.removed ?? 0;
    counts.failed += change.failed ?? 0;
    this.#streams.set(stream, counts);
  }

  incomplete(stream: MirrorStream, id: string, reason: string): void {
    if (this.#incomplete.length < mostEntries) this.#incomplete.push({ stream, id, reason });
  }

  notice(stream: MirrorStream, message: string): void {
    if (this.#notices.length < mostEntries) this.#notices.push(`${stream}: ${message}`);
  }

  stop(): void {
    this.#outcome = "stopped";
  }

  end(): MirrorReport {
    return {
      outcome: this.#outcome,
      streams: Object.fromEntries(this.#streams),
      incomplete: this.#incomplete,
      notices: this.#notices,
    };
  }
}
