import { readFileSync } from "node:fs";
import path from "node:path";
import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { referencesFrom } from "interkit-generator/description/walk";
import { globSync } from "tinyglobby";
import { parse, stringify } from "yaml";
import type { Comparison } from "../differences/compare.ts";
import { schemaName } from "../differences/description.ts";
import type { Difference } from "./compare.ts";
import type { FileDrift } from "./compare-file.ts";

/** What an official file has and the description does not, at the place where it would be written. */
interface Addition {
  readonly at: readonly string[];
  readonly value: Json;
  /** Whether it is one of a list. */
  readonly isElement: boolean;
}

/**
 * Proposes the YAML for what official files add: properties, values of enums, parameters and operations with
 * their schemas, each with the range of versions that have it. It has no prose: that is to be written.
 */
export function proposalsOf(
  drifts: readonly FileDrift[],
  versions: readonly string[],
  folder: string,
): string[] {
  const found = new Map<string, { addition: Addition; in: Set<string> }>();
  for (const { version, differences, comparison } of drifts) {
    for (const addition of differences.flatMap((one) => additionsOf(one, comparison))) {
      const key = JSON.stringify(addition);
      const entry = found.get(key) ?? { addition, in: new Set() };
      found.set(key, entry);
      entry.in.add(version);
    }
  }
  const known = found.size === 0 ? new Map() : readResources(folder);
  const files = new Map<string, JsonObject>();
  for (const { addition, in: versionsOf } of found.values()) {
    const file = fileOf(addition.at, known);
    const content = files.get(file) ?? {};
    files.set(file, content);
    write(content, addition, rangeOf(versionsOf, versions));
  }
  return [...files].map(
    ([file, content]) => `\`\`\`yaml\n# ${file}\n${stringify(content, { lineWidth: 100 })}\`\`\``,
  );
}

function additionsOf({ pair, finding }: Difference, comparison: Comparison): Addition[] {
  const { rule, path: place, part, head } = finding;
  if (rule === "operation-added" || rule.endsWith("parameter-added")) {
    const [method = "", route = ""] = (pair.route ?? pair.place).split(" ");
    const operation = ["paths", route, method.toLowerCase()];
    const isElement = rule !== "operation-added";
    const at = isElement ? [...operation, "parameters"] : operation;
    return [{ at, value: withoutProse(part ?? null), isElement }, ...schemasOf(part, comparison)];
  }
  const steps = pair.route === undefined ? stepsTo(place) : undefined;
  if (steps === undefined) return [];
  const at = ["components", "schemas", pair.place, ...steps];
  if (rule.endsWith("property-added")) {
    return [
      { at, value: withoutProse(part ?? null), isElement: false },
      ...schemasOf(part, comparison),
    ];
  }
  const [value] = rule === "value-added" ? head : [];
  if (value === undefined) return [];
  return [
    { at: [...at, "enum"], value: JSON.parse(value.replace(/^value /, "")), isElement: true },
  ];
}

/** The keys that lead to `.owner.names[]` in a schema; `undefined` where it leads through other keywords. */
function stepsTo(place: string): string[] | undefined {
  if (!/^(\.[\w-]+|\[\])*$/.test(place)) return undefined;
  const steps = place.match(/\.[\w-]+|\[\]/g) ?? [];
  return steps.flatMap((step) => (step === "[]" ? ["items"] : ["properties", step.slice(1)]));
}

/** The schemas that a part refers to, and that this description does not have. */
function schemasOf(part: Json | undefined, { base, head }: Comparison): Addition[] {
  const references = referencesFrom(head.json, part ?? null);
  return [...references].flatMap((reference): Addition[] => {
    const name = schemaName(reference) ?? "";
    const schema = head.schemas[name];
    if (schema === undefined || base.schemas[name] !== undefined) return [];
    return [{ at: ["components", "schemas", name], value: withoutProse(schema), isElement: false }];
  });
}

const prose = new Set(["description", "summary", "title", "example", "examples", "externalDocs"]);

/** A part in the form of OpenAPI 3.1, without prose. */
function withoutProse(node: Json, keysAreNames = false): Json {
  if (Array.isArray(node)) return node.map((one) => withoutProse(one));
  const object = asObject(node);
  if (object === undefined) return node;
  if (keysAreNames) {
    return Object.fromEntries(Object.entries(object).map(([key, one]) => [key, withoutProse(one)]));
  }
  const { nullable, ...rest } = object;
  const plain: JsonObject = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !prose.has(key))
      .map(([key, one]) => [key, withoutProse(one, key === "properties" || key === "responses")]),
  );
  if (nullable !== true) return plain;
  return typeof plain["type"] === "string"
    ? { ...plain, type: [plain["type"], "null"] }
    : { anyOf: [plain, { type: "null" }] };
}

/** The range of the versions that have an addition; nothing where all have it. */
function rangeOf(found: ReadonlySet<string>, versions: readonly string[]): string | undefined {
  const first = versions.findIndex((version) => found.has(version));
  if (versions.slice(first).every((version) => found.has(version))) {
    return first === 0 ? undefined : `>=${versions[first]}`;
  }
  return versions.filter((version) => found.has(version)).join(" || ");
}

function write(content: JsonObject, { at, value, isElement }: Addition, range?: string): void {
  const versions = range === undefined ? {} : { "x-versions": range };
  const last = at.at(-1) as string;
  let parent = content;
  for (const key of at.slice(0, -1)) {
    const inner = asObject(parent[key]) ?? {};
    parent[key] = inner;
    parent = inner;
  }
  const isObject = asObject(value) !== undefined;
  const ranged = isObject ? { ...(value as JsonObject), ...versions } : { value, ...versions };
  const written = isObject || range !== undefined ? ranged : value;
  parent[last] = isElement ? [...((parent[last] ?? []) as Json[]), written] : written;
}

/** The files of a description by name, in order. */
function readResources(folder: string): Map<string, Json> {
  const names = globSync("resources/**/*.yaml", { cwd: folder }).sort();
  return new Map(
    names.map((name) => [name, parse(readFileSync(path.join(folder, name), "utf8")) as Json]),
  );
}

/** The file that has the schema or the path already, or a new one of the resource. */
function fileOf(
  [, group = "", name = ""]: readonly string[],
  files: ReadonlyMap<string, Json>,
): string {
  const key = group === "schemas" ? ["components", "schemas", name] : ["paths", group];
  for (const [file, content] of files) {
    let node: Json | undefined = content;
    for (const step of key) node = asObject(node)?.[step];
    if (node !== undefined) return file;
  }
  const resource = group.split("/")[1] ?? name;
  return `resources/${resource}/${key[0] === "paths" ? "paths" : "schemas"}.yaml`;
}
