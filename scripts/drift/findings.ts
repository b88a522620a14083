import type { JsonObject } from "interkit-generator/description/source";
import { type Comparison, compareDescriptions } from "../differences/compare.ts";
import {
  type Difference as Finding,
  type Pair,
  reachablePairs,
} from "../differences/difference.ts";
import type { Rule } from "../differences/policy.ts";
import { reachedSchemas } from "../differences/reached.ts";
import { Digests } from "./digests.ts";
import { prepare } from "./prepare.ts";

/** `+` for this description, `-` for the official one. */
export type Side = "+" | "-";

/** What only one of two descriptions states: a type, a value of an enum, `required`, `exists`. */
export interface Fact {
  readonly side: Side;
  readonly says: string;
  /** `+ response Contact.name | null`: one for a shared schema, however many operations use it. */
  readonly name: string;
}

export interface Findings {
  readonly comparison: Comparison;
  readonly findings: readonly {
    readonly pair: Pair;
    readonly finding: Finding;
    readonly facts: readonly Fact[];
  }[];
}

/** What the two descriptions name in their own way, and what only ours can state. */
const ignored = new Set<Rule>([
  "operation-moved",
  "operation-named",
  "path-parameter-renamed",
  "type-renamed",
  "value-deprecated",
  "value-deprecation-withdrawn",
  "prose-changed",
  "server-added",
  "server-removed",
  "type-added",
  "extension-changed",
  "method-added",
  "method-removed",
  "pagination-added",
  "pagination-lost",
  "pagination-changed",
  "pagination-end-changed",
  "promise-added",
  "promise-lost",
  "search-extended",
  "search-reduced",
]);

/** Finds what differs between a bundle and an official document, corrections included. */
export function findingsOf(ours: JsonObject, official: JsonObject): Findings {
  const comparison = compareDescriptions(...prepare(ours, official));
  const { base, roots } = comparison;
  const used = reachedSchemas(base, base.everyOperation);
  // The schemas that operations use have other names here: only those without a use are compared.
  const isUsed = ({ place }: Pair, { rule }: Finding) => rule === "type-removed" && used.has(place);
  const differing = [...reachablePairs(roots)].flatMap((pair) =>
    pair.differences
      .filter((finding) => !ignored.has(finding.rule) && !isUsed(pair, finding))
      .map((finding) => ({ pair, finding })),
  );
  const digests = new Digests(comparison);
  const alone = digests.schemasAlone(differing.flatMap(({ finding }) => finding.part ?? []));
  const all = [
    ...differing,
    ...alone.flatMap((pair) => pair.differences.map((finding) => ({ pair, finding }))),
  ];
  const findings = all.map((one) => ({ ...one, facts: factsOf(one.pair, one.finding, digests) }));
  return { comparison: { ...comparison, roots: [...roots, ...alone] }, findings };
}

function factsOf(pair: Pair, finding: Finding, digests: Digests): Fact[] {
  const { rule, base, head, part } = finding;
  const place = nameOf(pair, finding);
  const fact = (side: Side, text: string, digest = ""): Fact => {
    const says = text.replace(/^value "(.*)"$/, "value $1");
    return { side, says, name: `${side} ${place} | ${says}${digest}` };
  };
  const digest = part === undefined ? "" : ` #${digests.of(part)}`;
  const official = base.length + head.length > 0 ? head : [rule];
  return [
    ...base.map((text) => fact("+", text)),
    ...official.map((text, index) => fact("-", text, index === 0 ? digest : "")),
  ];
}

function nameOf({ place, counterpart = place, direction }: Pair, { path }: Finding): string {
  const names = counterpart === place ? place : `${place} (${counterpart})`;
  return `${direction === "neither" ? "" : `${direction} `}${names}${path}`;
}
