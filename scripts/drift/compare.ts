import type { JsonObject } from "interkit-generator/description/source";
import type { Comparison } from "../differences/compare.ts";
import type { Difference as Finding, Pair } from "../differences/difference.ts";
import { type Ledger, mainCorrection } from "./corrections.ts";
import type { Covered } from "./coverage.ts";
import { type Fact, findingsOf } from "./findings.ts";
import { type Place, placesOf, withoutAlternatives } from "./places.ts";

/** One difference of the two descriptions, corrections left out. */
export interface Difference extends Place {
  readonly kind: "new" | "missing" | "changed";
  /** The facts that only this description states there. */
  readonly ours: readonly string[];
  /** The facts that only the official description states there. */
  readonly official: readonly string[];
  /** The other places with this difference: uses of the same schema. */
  readonly others: readonly Place[];
  readonly pair: Pair;
  readonly finding: Finding;
}

export interface Drift {
  readonly operations: number;
  /** The facts that corrections account for. */
  readonly covered: readonly Covered[];
  readonly differences: readonly Difference[];
  readonly idleCorrections: readonly string[];
  /** Both descriptions, with the names of this one. */
  readonly comparison: Comparison;
}

/** Compares a bundle with an official document of the same version. */
export function compare(ours: JsonObject, official: JsonObject, ledger: Ledger): Drift {
  const { comparison, findings } = findingsOf(ours, official);
  const differing = new Set(findings.map(({ pair }) => pair));
  const places = placesOf(comparison.roots, (pair) => differing.has(pair));
  const covered = new Map<string, Covered>();
  const differences = findings.flatMap(({ pair, finding, facts }): Difference[] => {
    const open = facts.flatMap((fact) => {
      const all = placesAt(places.get(pair), finding).map((place) => ({ ...place, ...fact }));
      const corrections = all.map((one) => ledger.covers(one));
      const correction = mainCorrection(corrections);
      if (correction !== undefined) {
        covered.set(`${correction} ${fact.name}`, { correction, fact: fact.name });
      }
      return all.filter((_, index) => corrections[index]?.length === 0);
    });
    return open.length > 0 ? [{ ...differenceOf(open), pair, finding }] : [];
  });
  return {
    operations: comparison.head.operations.length,
    covered: [...covered.values()],
    differences,
    idleCorrections: ledger.idle(),
    comparison,
  };
}

function placesAt(places: readonly Place[] = [], { rule, path }: Finding): Place[] {
  return places.map(({ route, place }) => {
    const at = place + withoutAlternatives(path);
    return { route, place: rule.startsWith("media-type") ? at.trimEnd() : at };
  });
}

function differenceOf(open: readonly (Place & Fact)[]): Omit<Difference, "pair" | "finding"> {
  const [first] = open as [Place & Fact];
  const isHere = (one: Place) => one.route === first.route && one.place === first.place;
  const says = (side: Fact["side"]) =>
    open.filter((one) => isHere(one) && one.side === side).map((one) => one.says);
  const [ours, official] = [says("+"), says("-")];
  const others = new Map(
    open
      .filter((one) => !isHere(one))
      .map(({ route, place }) => [`${route} ${place}`, { route, place }]),
  );
  const isNew = official.includes("exists") && ours.length === 0;
  const isMissing = ours.includes("exists") && official.length === 0;
  const kind = isNew ? "new" : isMissing ? "missing" : "changed";
  const { route, place } = first;
  return { kind, route, place, ours, official, others: [...others.values()] };
}
