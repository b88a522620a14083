import { type Cache, NO_CACHE } from "../cache.ts";
import type { Problem } from "../description/problems.ts";
import { versionsInRange } from "../description/ranges.ts";
import { asObject, type Json, type JsonObject, type Source } from "../description/source.ts";
import { operationsOf } from "../description/walk.ts";
import { type Positions, readYaml } from "../description/yaml.ts";
import { evidenceFiles, SEEN, SOURCES } from "./ledger.ts";

/** A mistake, and what to write instead. */
type Mistake = readonly [mistake: string, fix: string];
type Rule = (value: Json, entry: JsonObject, source: Source) => Mistake | undefined;

const COMMON = ["source", "from", "seen", "versions", "says"];
const FIELDS = {
  schema: ["schema", ...COMMON, "samples", "partial", "properties", "words"],
  operation: ["operation", ...COMMON],
};

/** Checks the form of `evidence/*.yaml`. Whether the description agrees is a test of its own. */
export function checkEvidence(
  folder: string,
  source: Source,
  problems: Problem[],
  cache: Cache = NO_CACHE,
): void {
  const positions: Positions = new WeakMap();
  for (const file of evidenceFiles(folder)) {
    const before = problems.length;
    const entries = readYaml(folder, file, positions, problems, cache);
    if (problems.length > before) continue;
    if (!Array.isArray(entries)) {
      problems.push({
        position: { file, line: 1 },
        mistake: "the file is no list",
        fix: 'write entries, each of which starts with "- schema:" or "- operation:"',
      });
      continue;
    }
    for (const node of entries) {
      const entry = asObject(node);
      const position = (entry && positions.get(entry)) ?? { file, line: 1 };
      const mistakes = entry ? mistakesOf(entry, source) : [NO_ENTRY];
      for (const [mistake, fix] of mistakes) problems.push({ position, mistake, fix });
    }
  }
}

const NO_ENTRY: Mistake = [
  "the entry is no mapping",
  'write fields, the first of which is "schema" or "operation"',
];

function mistakesOf(entry: JsonObject, source: Source): Mistake[] {
  if ("schema" in entry === "operation" in entry) {
    return [['the entry has not one of "schema" and "operation"', "name what was seen"]];
  }
  const kind = "schema" in entry ? "schema" : "operation";
  const mistakes: Mistake[] = [];
  for (const name of Object.keys(entry).filter((name) => !FIELDS[kind].includes(name))) {
    mistakes.push([`unknown field "${name}"`, `use ${FIELDS[kind].join(", ")}`]);
  }
  const needed = ["source", "from", "seen", "versions"];
  if (kind === "operation") needed.push("says");
  if (kind === "schema" && entry["source"] === "recorded") needed.push("samples");
  for (const name of needed.filter((name) => !(name in entry))) {
    mistakes.push([`"${name}" is missing`, "add it; openapi/README.md says what it is"]);
  }
  if (kind === "schema" && !("properties" in entry) && !("says" in entry)) {
    mistakes.push(["the entry has no statement", 'add "properties", "says", or both']);
  }
  for (const [name, value] of Object.entries(entry)) {
    const mistake = RULES[name]?.(value, entry, source);
    if (mistake) mistakes.push(mistake);
  }
  return mistakes;
}

const matches =
  (pattern: RegExp, fix: string, what: string): Rule =>
  (value) =>
    typeof value === "string" && pattern.test(value)
      ? undefined
      : [`${what} is ${JSON.stringify(value)}`, fix];

const RULES: Readonly<Record<string, Rule>> = {
  schema: (value, _, { document }) => {
    const [name = ""] = String(value).split(/[.[]/);
    const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
    if (!/^\w+(\[\])*(\.\w+(\[\])*)*$/.test(String(value)) || !Object.hasOwn(schemas, name)) {
      return [`there is no schema "${value}"`, 'name a component, or a place such as "Boat.sails"'];
    }
    return undefined;
  },
  operation: (value, _, { document }) =>
    operationsOf(document).some(({ id }) => id === value)
      ? undefined
      : [`there is no operation "${value}"`, 'write an operationId, such as "contacts.list"'],
  source: (value) =>
    (SOURCES as readonly Json[]).includes(value)
      ? undefined
      : [`unknown source "${value}"`, `use one of ${SOURCES.join(", ")}`],
  from: matches(/^\S.*\S$/, "write what kind of source it is, without names", '"from"'),
  seen: matches(/^\d{4}(-(0[1-9]|1[0-2]))?$/, 'write "2026-05" or "2026", in quotes', '"seen"'),
  versions: (value, _, { versions }) => {
    try {
      if (versionsInRange(String(value), versions).size > 0) return undefined;
      return [`the range "${value}" holds no version`, 'write a range, such as ">=2.11"'];
    } catch (error) {
      return [`unknown range "${value}": ${(error as Error).message}`, "write a range of versions"];
    }
  },
  says: matches(/^[A-Z`"].*\.$/s, "write one or more sentences", '"says"'),
  samples: (value) =>
    Number.isInteger(value) && Number(value) > 0
      ? undefined
      : [`"samples" is ${JSON.stringify(value)}`, "write how many objects were seen"],
  partial: (value) =>
    value === true ? undefined : ['"partial" is not true', "write true, or leave it out"],
  properties: (value) => {
    for (const [name, seen] of Object.entries(asObject(value) ?? { "": null })) {
      const words = String(seen).split(" | ");
      const known = words.every((word) => (SEEN as readonly string[]).includes(word));
      if (/^\w+(\[\])*$/.test(name) && known && new Set(words).size === words.length) continue;
      return [
        `the property "${name}" was seen as ${JSON.stringify(seen)}`,
        `join some of ${SEEN.join(", ")} by " | "`,
      ];
    }
    return undefined;
  },
  words: (value, entry) => {
    for (const [name, words] of Object.entries(asObject(value) ?? { "": null })) {
      const text = String(asObject(entry["properties"])?.[name] ?? "").split(" | ");
      if (!text.includes("string")) {
        return [`words of "${name}", which was not seen as string`, "add it to the properties"];
      }
      if (Array.isArray(words) && words.every((word) => WORD.test(String(word)))) continue;
      return [`words of "${name}" are ${JSON.stringify(words)}`, "list words of an enum alone"];
    }
    return undefined;
  },
};

/** A word of an enum, as opposed to free text. */
const WORD = /^[a-z][a-z0-9_.-]{0,49}$/;
