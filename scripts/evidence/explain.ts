import type { Bundle } from "interkit-generator/description/bundle";
import { versionsInRange } from "interkit-generator/description/ranges";
import { objectsAt } from "interkit-generator/evidence/check";
import {
  type Entry,
  isSchemaEntry,
  type SchemaEntry,
  seenOf,
} from "interkit-generator/evidence/ledger";
import { listTypes } from "../../openapi/src/constraints.ts";
import {
  type JsonObject,
  propertyOf,
  requiredOf,
  shapesOf,
  wordsOf,
} from "../../openapi/src/schemas.ts";
import type { Correction } from "../drift/corrections.ts";
import type { Coverage } from "../drift/coverage.ts";

/** The bundles, the evidence and the corrections. */
export interface Knowledge {
  readonly bundles: readonly Bundle[];
  readonly ledger: readonly Entry[];
  readonly corrections: readonly Correction[];
  /** What the corrections cover. */
  readonly coverage: Coverage;
}

/** The description has no property and no operation of this name. */
export class UnknownPlaceError extends Error {
  override readonly name = "UnknownPlaceError";
}

/**
 * Explains why a property is required, optional or null (`ConversationStatistics.handling_time`), or
 * lists the evidence about the behaviour of an operation (`companies.list`).
 *
 * @param only a version, when the others do not matter.
 * @throws {UnknownPlaceError}
 */
export function explain(place: string, known: Knowledge, only?: string): string[] {
  const versions = known.bundles.map(({ version }) => version);
  const bundles = known.bundles.filter(({ version }) => only === undefined || version === only);
  const selected = new Set(bundles.map(({ version }) => version));
  const inRange = ({ versions: range }: { versions: string }) =>
    [...versionsInRange(range, versions)].some((version) => selected.has(version));
  const dot = place.lastIndexOf(".");
  const [schema, property] = [place.slice(0, dot), place.slice(dot + 1)];

  const states = bundles.map(({ version, document }) => ({
    version,
    state: stateOf(document, schema, property),
  }));
  const entries = known.ledger.filter(inRange);
  const behaviour = entries.filter((entry) => !isSchemaEntry(entry) && entry.operation === place);
  if (states.every(({ state }) => state === undefined)) {
    if (behaviour.length > 0) return behaviour.map((entry) => sentence(entry));
    throw new UnknownPlaceError(
      `there is no property "${place}": name one as "Contact.name", or an operation of the ledger`,
    );
  }
  const seen = entries.filter(
    (entry): entry is SchemaEntry => isSchemaEntry(entry) && entry.schema === schema,
  );
  const evidence = seen.flatMap((entry) => evidenceOf(entry, property));
  const corrected = known.corrections
    .filter(inRange)
    .filter(({ id }) => bundles.some(({ version }) => known.coverage.concerns(id, place, version)));
  return [
    place,
    ...folded(states).map(([range, state]) => `  ${range}: ${state}`),
    ...(evidence.length > 0 ? ["Evidence, what is believed most first:"] : []),
    ...evidence.map((line) => `  ${line}`),
    ...(corrected.length > 0 ? ["Corrections of Intercom's description:"] : []),
    ...corrected.map(
      ({ id, versions: range, what, why }) => `  ${id} (${range}): ${flat(`${what} ${why}`)}`,
    ),
    ...(evidence.length + corrected.length > 0 ? [] : [GENERAL]),
  ];
}

const GENERAL =
  "There is no evidence, and Intercom's description is the same. The general rule holds (Rules of " +
  "writing, openapi/README.md): type, id, lists, booleans, states, times of creation and change, and " +
  "the fields that creation requires are always there; all other fields are optional or null.";

/** The state of a property in a version, in words. */
function stateOf(document: JsonObject, schema: string, property: string): string | undefined {
  const objects = objectsAt(document, schema);
  const declared = objects.filter((shape) => propertyOf(shape, property));
  if (declared.length === 0) return undefined;
  const shapes = declared.flatMap((shape) => shapesOf(document, propertyOf(shape, property)));
  const types = shapes.flatMap((shape) =>
    shape.name
      ? [shape.name]
      : [...listTypes(shape)].filter(
          (type, _, all) => type !== "integer" || !all.includes("number"),
        ),
  );
  const words = new Set(
    declared.flatMap((shape) => [...wordsOf(document, propertyOf(shape, property))]),
  );
  const type = [...new Set(types)].sort((a, b) => Number(a === "null") - Number(b === "null"));
  const required = objects.every((shape) => requiredOf(shape).has(property));
  const listed = words.size > 0 ? ` (${[...words].join(", ")})` : "";
  return `${type.join(" or ")}${listed}, ${required ? "required" : "optional"}`;
}

/** Merges neighbouring versions with the same state. */
function folded(
  states: readonly { version: string; state: string | undefined }[],
): [string, string][] {
  const rows: { first: string; last: string; state: string }[] = [];
  for (const { version, state = "is not there" } of states) {
    const before = rows.at(-1);
    if (before?.state === state) before.last = version;
    else rows.push({ first: version, last: version, state });
  }
  return rows.map(({ first, last, state }) => [
    first === last ? first : `${first} to ${last}`,
    state,
  ]);
}

function evidenceOf(entry: SchemaEntry, property: string): string[] {
  const at = [property, `${property}[]`].flatMap((name) => {
    const seen = entry.properties?.[name];
    const words = entry.words?.[name];
    if (seen === undefined) return [];
    const what = seenOf(seen).join(", ") + (words ? ` (${words.join(", ")})` : "");
    return [name === property ? what : `elements ${what}`];
  });
  const says = entry.says ? [flat(entry.says)] : [];
  if (at.length + says.length === 0) {
    const never = entry.source === "recorded" && !entry.partial && entry.properties;
    return never ? [row(entry, "absent from all objects")] : [];
  }
  return [row(entry, [...at, ...says].join("; "))];
}

const sentence = (entry: Entry): string => row(entry, flat(entry.says ?? ""));

function row(entry: Entry, what: string): string {
  const objects = isSchemaEntry(entry) && entry.samples ? `, ${entry.samples} seen` : "";
  return `${entry.source} in ${entry.versions}: ${what} (${entry.from}, ${entry.seen}${objects})`;
}

/** A text of several lines as one. */
const flat = (text: string): string => text.trim().replace(/\s+/g, " ");
