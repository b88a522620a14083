import type { Judgement } from "./judge.ts";

interface Row {
  answers: number;
  readonly versions: Set<string>;
}

/** Folds what answers show: each contradiction once, with how many answers have it. */
export class Report {
  readonly #contradictions = new Map<string, Row>();
  readonly #unknown = new Map<string, Row>();
  readonly #notJudged = new Map<string, number>();
  #judged = 0;
  #contradicting = 0;
  foreign = 0;

  get judged(): number {
    return this.#judged;
  }

  get contradicting(): number {
    return this.#contradicting;
  }

  /** Whether an exchange with Intercom was met at all. */
  get met(): boolean {
    return this.#judged > 0 || this.#notJudged.size > 0;
  }

  add(judgement: Judgement): void {
    if ("notJudged" in judgement) {
      count(this.#notJudged, judgement.notJudged);
      return;
    }
    const { version, contradictions, unknown } = judgement;
    this.#judged += 1;
    if (contradictions.length > 0) this.#contradicting += 1;
    fold(
      this.#contradictions,
      contradictions.map(({ place, rule }) => `${place}: ${rule}`),
      version,
    );
    fold(this.#unknown, unknown, version);
  }

  lines(): string[] {
    return [
      ...rows(this.#contradictions),
      ...section("Fields that the description does not know:", rows(this.#unknown)),
      ...section(
        "Not judged:",
        [...this.#notJudged].map(([reason, answers]) => `${reason}: ${plural(answers, "answer")}`),
      ),
      `${plural(this.#judged, "answer")} judged, ${this.#contradicting} with contradictions` +
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

function fold(rows: Map<string, Row>, keys: readonly string[], version: string): void {
  for (const key of new Set(keys)) {
    const row = rows.get(key) ?? { answers: 0, versions: new Set() };
    rows.set(key, row);
    row.answers += 1;
    row.versions.add(version);
  }
}

function rows(map: ReadonlyMap<string, Row>): string[] {
  return [...map]
    .sort(([a, one], [b, other]) => other.answers - one.answers || (a < b ? -1 : 1))
    .map(([key, { answers, versions }]) => {
      return `${key} (${plural(answers, "answer")}; ${[...versions].join(", ")})`;
    });
}
