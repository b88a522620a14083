import type { CheckResult } from "./check-exchange.ts";

interface Counter {
  responses: number;
  readonly versions: Set<string>;
}

/** Counts the responses of each contradiction, so that each contradiction is printed once. */
export class Report {
  readonly #contradictions = new Map<string, Counter>();
  readonly #unknown = new Map<string, Counter>();
  readonly #skipped = new Map<string, number>();
  #checked = 0;
  #contradicting = 0;
  foreign = 0;

  get checked(): number {
    return this.#checked;
  }

  get contradicting(): number {
    return this.#contradicting;
  }

  /** Whether the files had an exchange with Intercom at all. */
  get hasExchanges(): boolean {
    return this.#checked > 0 || this.#skipped.size > 0;
  }

  add(result: CheckResult): void {
    if ("skipped" in result) {
      count(this.#skipped, result.skipped);
      return;
    }
    const { version, contradictions, unknown } = result;
    this.#checked += 1;
    if (contradictions.length > 0) this.#contradicting += 1;
    addTo(
      this.#contradictions,
      contradictions.map(({ place, rule }) => `${place}: ${rule}`),
      version,
    );
    addTo(this.#unknown, unknown, version);
  }

  lines(): string[] {
    return [
      ...formatRows(this.#contradictions),
      ...section("Fields that the description does not have:", formatRows(this.#unknown)),
      ...section(
        "Not checked:",
        [...this.#skipped].map(
          ([reason, responses]) => `${reason}: ${plural(responses, "response")}`,
        ),
      ),
      `${plural(this.#checked, "response")} checked, ${this.#contradicting} with contradictions` +
        (this.foreign > 0 ? `; ${plural(this.foreign, "call")} to others left out` : ""),
    ];
  }
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length > 0 ? [title, ...lines.map((line) => `  ${line}`)] : [];

const plural = (number: number, word: string): string =>
  `${number} ${word}${number === 1 ? "" : "s"}`;

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function addTo(counters: Map<string, Counter>, keys: readonly string[], version: string): void {
  for (const key of new Set(keys)) {
    const row = counters.get(key) ?? { responses: 0, versions: new Set() };
    counters.set(key, row);
    row.responses += 1;
    row.versions.add(version);
  }
}

function formatRows(map: ReadonlyMap<string, Counter>): string[] {
  return [...map]
    .sort(([a, one], [b, other]) => other.responses - one.responses || (a < b ? -1 : 1))
    .map(([key, { responses, versions }]) => {
      return `${key} (${plural(responses, "response")}; ${[...versions].join(", ")})`;
    });
}
