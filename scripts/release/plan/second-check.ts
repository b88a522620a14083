import { isDeepStrictEqual } from "node:util";
import { classOf } from "../../differences/changes.ts";
import { type CompilerFinding, checkAllByCompiler } from "../program/index.ts";
import { orderChanges, type Plan, type PlannedChange, type VersionPair } from "./plan.ts";

/** Changes that the policy calls minor though a program may not compile: it says why. */
const named = new Set(["value-added", "values-freed", "integer-widened", "search-extended"]);

/**
 * Adds to a plan what the compiler finds: a program for the base is compiled with the types of the
 * head. Where only one of both calls a place major, the change has both reasons, and it is major
 * unless the policy names it.
 */
export async function checkedByCompiler(plan: Plan, all: readonly VersionPair[]): Promise<Plan> {
  const pairs = all.flatMap(({ version, before, after }) => {
    if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) return [];
    return [{ version, base: before, head: after }];
  });
  if (pairs.length === 0) return plan;
  const breaking = new Map<string, { finding: CompilerFinding; versions: string[] }>();
  for (const [index, findings] of (await checkAllByCompiler(pairs)).entries()) {
    for (const finding of findings) {
      if (finding.direction !== "breaking") continue;
      const found = breaking.get(finding.place) ?? { finding, versions: [] };
      found.versions.push(pairs[index]?.version as string);
      breaking.set(finding.place, found);
    }
  }
  const places = [...breaking.keys()];
  const changes = plan.changes.map((change): PlannedChange => {
    const place = places.find((one) => isSamePlace(one, change.place));
    const isFound = place !== undefined;
    if (isFound === (change.class === "major")) return change;
    if (!isFound) return { ...change, compiler: "the compiler finds nothing there" };
    const isExplained = plan.changes.some(
      (other) => other.class === "major" && isSamePlace(place, other.place),
    );
    if (isExplained) return change;
    const { finding } = breaking.get(place) as { finding: CompilerFinding };
    const compiler = `the compiler: ${finding.message}`;
    return { ...change, class: named.has(change.rule) ? change.class : "major", compiler };
  });
  const unexplained = [...breaking.values()].filter(({ finding }) =>
    plan.changes.every(({ place }) => !isSamePlace(finding.place, place)),
  );
  const added = unexplained.map(({ finding: { place, message }, versions }): PlannedChange => {
    const reason = "a program for the base does not compile";
    return {
      class: "major",
      rule: "compiler",
      place,
      message: `\`${place}\` has another type: ${cut(message)}`,
      reason,
      compiler: `the compiler: ${message}`,
      base: [],
      head: [],
      directions: [],
      routes: [],
      versions,
      resource: "shared",
    };
  });
  const joined = orderChanges([...changes, ...added]);
  return { ...plan, changes: joined, class: classOf(joined) };
}

/** The types in a message can be long. */
function cut(message: string): string {
  return message.length > 200 ? `${message.slice(0, 199)}…` : message;
}

/**
 * Whether two places are the same, or one is a part of the other. Where a schema has another name in
 * the head, the compiler names the property by another way that leads to it.
 */
function isSamePlace(a: string, b: string): boolean {
  const [name, other] = [a, b].map((place) => /\.(\w+)$/.exec(place)?.[1]);
  if (name !== undefined && name === other) return true;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return long.startsWith(short) && /^($|[ .[{<])/.test(long.slice(short.length));
}
