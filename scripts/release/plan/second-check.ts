import { isDeepStrictEqual } from "node:util";
import { classOf } from "../../differences/changes.ts";
import { type CompilerFinding, checkAllByCompiler } from "../program/index.ts";
import { FindingPlaces } from "./finding-places.ts";
import { orderChanges, type Plan, type PlannedChange, type VersionPair } from "./plan.ts";

/** Changes that the policy calls minor though a program may not compile: it says why. */
const named = new Set(["value-added", "values-freed", "integer-widened", "search-extended"]);

/** Changes that break no types: the compiler means another one at the same place. */
const untyped = new Set(["prose-changed", "extension-changed", "deprecated", "type-added"]);

/** Changes after which nothing below their place is compared. */
const whole = new Set([
  ...["operation-removed", "parameter-removed", "body-removed", "media-type-removed"],
  ...["success-removed", "property-removed", "type-removed", "type-renamed", "version-removed"],
  ...["type-changed", "type-widened", "type-narrowed", "map-closed"],
  ...["alternative-added", "alternative-removed"],
]);

/** What the compiler finds at one place, in some API versions. */
interface Found {
  readonly finding: CompilerFinding;
  readonly versions: string[];
  /** The names of the place, such as that of the shared schema that it is in. */
  readonly names: Set<string>;
}

/**
 * Adds to a plan what the compiler finds: a program for the base is compiled with the types of the
 * head. Where only one of both calls a place major, the change has both reasons, and it is major
 * unless the policy names it.
 */
export async function checkedByCompiler(plan: Plan, all: readonly VersionPair[]): Promise<Plan> {
  const found = await breakingIn(all);
  const open = found.filter((one) => !isExplained(one, plan.changes));
  const raised = new Map(
    open.flatMap((one) => changesAt(one, plan.changes).map((change) => [change, one] as const)),
  );
  const changes = plan.changes.map((change): PlannedChange => {
    const here = raised.get(change);
    if (change.class === "major") {
      const isFound = found.some(({ names }) =>
        [...names].some((name) => isWithin(name, change.place) || isWithin(change.place, name)),
      );
      return isFound ? change : { ...change, compiler: "the compiler finds nothing there" };
    }
    if (here === undefined) return change;
    const level = named.has(change.rule) ? change.class : "major";
    return { ...change, class: level, compiler: `the compiler: ${here.finding.message}` };
  });
  const shown = new Set(raised.values());
  const added = open.filter((one) => !shown.has(one)).map(changeOf);
  const joined = orderChanges([...changes, ...added]);
  return { ...plan, changes: joined, class: classOf(joined) };
}

/** The breaking findings of the compiler, once for all API versions that have one. */
async function breakingIn(all: readonly VersionPair[]): Promise<Found[]> {
  const pairs = all.flatMap(({ version, before, after }) => {
    if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) return [];
    return [{ version, base: before, head: after }];
  });
  if (pairs.length === 0) return [];
  const found = new Map<string, Found>();
  for (const [index, findings] of (await checkAllByCompiler(pairs)).entries()) {
    const { base, head, version } = pairs[index] as (typeof pairs)[number];
    const places = new FindingPlaces(base, head);
    for (const finding of findings) {
      const { direction, place } = finding;
      if (direction !== "breaking" || places.isOfRemoved(place)) continue;
      const known = found.get(place) ?? { finding, versions: [], names: new Set<string>() };
      found.set(place, known);
      known.versions.push(version);
      for (const name of places.namesOf(place)) known.names.add(name);
    }
  }
  return [...found.values()];
}

/**
 * Whether a major change is at the place of a finding or below it, where the compiler compares a
 * whole; or above it, if it concerns everything there.
 */
function isExplained({ names }: Found, changes: readonly PlannedChange[]): boolean {
  return changes.some(({ class: level, rule, place }) => {
    if (level !== "major") return false;
    return [...names].some(
      (name) => isWithin(place, name) || (whole.has(rule) && isWithin(name, place)),
    );
  });
}

/** The changes that a finding is about: those that the policy names, or else the first at its place. */
function changesAt({ names }: Found, changes: readonly PlannedChange[]): readonly PlannedChange[] {
  const here = changes.filter(({ place, rule }) => names.has(place) && !untyped.has(rule));
  const expected = here.filter(({ rule }) => named.has(rule));
  return expected.length > 0 ? expected : here.slice(0, 1);
}

/** Whether a place is another one or a part of it. */
function isWithin(place: string, outer: string): boolean {
  return place.startsWith(outer) && /^($|[ .[{<])/.test(place.slice(outer.length));
}

/** The change of a place that the policy does not find. */
function changeOf({ finding: { place, message }, versions, names }: Found): PlannedChange {
  const [shown = place] = names;
  return {
    class: "major",
    rule: "compiler",
    place: shown,
    message: `\`${shown}\` has another type: ${cut(message)}`,
    reason: "a program for the base does not compile",
    compiler: `the compiler: ${message}`,
    base: [],
    head: [],
    directions: [],
    routes: [],
    versions,
    resource: "shared",
  };
}

/** The types in a message can be long. */
function cut(message: string): string {
  return message.length > 200 ? `${message.slice(0, 199)}…` : message;
}
