import { readFileSync } from "node:fs";
import { versionsInRange } from "interkit-generator/description/ranges";
import { parse } from "yaml";
import type { Fact, Side } from "./findings.ts";
import type { Place } from "./places.ts";

/** A place, or a rule for many places, where this description knowingly differs. */
export interface Correction {
  readonly id: string;
  readonly versions: string;
  readonly what: string;
  readonly why: string;
  readonly evidence: string;
  /**
   * The facts it covers, `*` for anything: `"+ GET * | query per_page | *"` are facts that only
   * this description has, `"- …"` facts that only the official one has.
   */
  readonly facts: readonly string[];
  /** Official examples that show the mistake, `"GET /contacts/{} 200 successful"`. */
  readonly examples?: readonly string[];
}

/** A pattern of a correction that matches a fact. */
export interface Match {
  readonly id: string;
  readonly pattern: string;
}

/** Of the corrections that account for a fact at its places, the one that does so at most of them. */
export function mainCorrection(matches: readonly (readonly Match[])[]): string | undefined {
  const letters = ({ pattern }: Match) => pattern.replaceAll("*", "").length;
  const found = new Map<string, { places: number; letters: number }>();
  for (const at of matches) {
    for (const id of new Set(at.map((match) => match.id))) {
      const patterns = at.filter((match) => match.id === id);
      found.set(id, {
        places: (found.get(id)?.places ?? 0) + 1,
        letters: Math.max(...patterns.map(letters)),
      });
    }
  }
  const ranked = [...found].sort(([, a], [, b]) => b.places - a.places || b.letters - a.letters);
  return ranked[0]?.[0];
}

/** The corrections of one API version, and which of their patterns have matched so far. */
export class Ledger {
  readonly #rows: { id: string; pattern: string; sign: Side; test: RegExp; used: boolean }[];

  constructor(corrections: readonly Correction[], version: string, versions: readonly string[]) {
    this.#rows = corrections
      .filter((correction) => versionsInRange(correction.versions, versions).has(version))
      .flatMap(({ id, facts }) =>
        facts.map((pattern) => ({
          id,
          pattern,
          sign: pattern.slice(0, 1) as Side,
          test: glob(pattern.slice(2)),
          used: false,
        })),
      );
  }

  /** The corrections that account for a fact, by the patterns that match it. */
  covers({ side, route, place, says }: Place & Pick<Fact, "side" | "says">): Match[] {
    const text = `${route} | ${place} | ${says}`;
    const rows = this.#rows.filter(({ sign, test }) => sign === side && test.test(text));
    for (const row of rows) row.used = true;
    return rows;
  }

  /** The ids of corrections of which no pattern has matched: they no longer correct anything. */
  idle(): string[] {
    const used = new Set(this.#rows.filter((row) => row.used).map((row) => row.id));
    return [...new Set(this.#rows.map((row) => row.id))].filter((id) => !used.has(id));
  }
}

export function readCorrections(file: string): Correction[] {
  return parse(readFileSync(file, "utf8")) ?? [];
}

/** `*` stands for anything. */
export function glob(pattern: string): RegExp {
  const literal = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${literal.join(".*")}$`);
}
