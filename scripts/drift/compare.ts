import type { JsonObject } from "interkit-generator/description/source";
import type { Ledger } from "./corrections.ts";
import { type Fact, factsOf } from "./facts.ts";

/** One place where the two descriptions differ, corrections left out. */
export interface Difference {
  readonly kind: "new" | "missing" | "changed";
  readonly route: string;
  readonly place: string;
  /** The facts that only this description states there. */
  readonly ours: readonly string[];
  /** The facts that only the official description states there. */
  readonly official: readonly string[];
}

export interface Drift {
  readonly facts: number;
  readonly corrected: number;
  readonly differences: readonly Difference[];
  readonly idleCorrections: readonly string[];
}

/** Compares a bundle with an official document of the same version. */
export function compare(ours: JsonObject, official: JsonObject, ledger: Ledger): Drift {
  const mine = factsOf(ours);
  const theirs = factsOf(official);
  const extra = [...mine].filter(([key]) => !theirs.has(key)).map(([, fact]) => fact);
  const missing = [...theirs].filter(([key]) => !mine.has(key)).map(([, fact]) => fact);
  const open = {
    ours: extra.filter((fact) => !ledger.covers("+", fact)),
    official: missing.filter((fact) => !ledger.covers("-", fact)),
  };
  const corrected = extra.length + missing.length - open.ours.length - open.official.length;
  return {
    facts: theirs.size,
    corrected,
    differences: differencesOf(open.ours, open.official),
    idleCorrections: ledger.idle(),
  };
}

function differencesOf(ours: readonly Fact[], official: readonly Fact[]): Difference[] {
  const places = new Map<string, { ours: Fact[]; official: Fact[] }>();
  const at = ({ route, place }: Fact) => {
    const key = `${route} | ${place}`;
    const entry = places.get(key) ?? { ours: [], official: [] };
    places.set(key, entry);
    return entry;
  };
  for (const fact of ours) at(fact).ours.push(fact);
  for (const fact of official) at(fact).official.push(fact);

  const all = [...places.values()].map((sides): Difference => {
    const [first] = [...sides.ours, ...sides.official] as [Fact];
    const says = (facts: readonly Fact[]) => facts.map((fact) => fact.says);
    return {
      kind: kindOf(says(sides.ours), says(sides.official)),
      route: first.route,
      place: first.place,
      ours: says(sides.ours),
      official: says(sides.official),
    };
  });
  return withoutParts(all);
}

function kindOf(ours: readonly string[], official: readonly string[]): Difference["kind"] {
  if (official.includes("exists") && ours.length === 0) return "new";
  if (ours.includes("exists") && official.length === 0) return "missing";
  return "changed";
}

/** The parts of a new or missing thing are not reported again. */
function withoutParts(differences: readonly Difference[]): Difference[] {
  const wholes = differences.filter(({ kind }) => kind !== "changed");
  const inside = (part: Difference, whole: Difference): boolean =>
    part !== whole &&
    part.route === whole.route &&
    (whole.place === "operation" ||
      (part.place.startsWith(whole.place) && /^[ .[{]/.test(part.place.slice(whole.place.length))));
  return differences.filter((part) => !wholes.some((whole) => inside(part, whole)));
}
