import {
  admitsType,
  admitsWord,
  asObject,
  itemsOf,
  type JsonObject,
  namesOf,
  propertyOf,
  requiredOf,
  type Shape,
  shapesOf,
} from "../../../../openapi/src/schemas.ts";
import type { Bundle } from "../description/bundle.ts";
import { versionsInRange } from "../description/ranges.ts";
import { operationsOf } from "../description/walk.ts";
import {
  type Entry,
  isSchemaEntry,
  listsEveryKey,
  OBSERVED,
  type SchemaEntry,
  SOURCES,
  seenOf,
} from "./ledger.ts";

/**
 * The contradictions between the bundles and the ledger, a line for each: schemas have to admit
 * every observed value.
 *
 * All observations hold. A statement of a source of lower belief about a property holds only where no
 * higher source has one about the same property in the same version.
 */
export function contradictionsOf(entries: readonly Entry[], bundles: readonly Bundle[]): string[] {
  const versions = bundles.map(({ version }) => version);
  const lines = bundles.flatMap(({ version, document }) => {
    const known = entries.filter((entry) => versionsInRange(entry.versions, versions).has(version));
    return known.flatMap((entry) =>
      (isSchemaEntry(entry)
        ? ofSchema(document, entry, believedOf(entry, known))
        : ofOperation(document, entry.operation)
      ).map((problem) => `${version} ${problem} (${entry.source}, ${entry.seen})`),
    );
  });
  return [...new Set(lines)];
}

/** The properties of an entry about which no source of higher belief has a statement. */
export function believedOf(entry: SchemaEntry, others: readonly Entry[]): [string, string][] {
  const all = Object.entries(entry.properties ?? {});
  if (OBSERVED.includes(entry.source)) return all;
  const higher = others.filter(
    (other): other is SchemaEntry =>
      isSchemaEntry(other) &&
      other.schema === entry.schema &&
      SOURCES.indexOf(other.source) < SOURCES.indexOf(entry.source),
  );
  return all.filter(([name]) => !higher.some(({ properties }) => name in (properties ?? {})));
}

function ofOperation(document: JsonObject, id: string): string[] {
  const exists = operationsOf(document).some((operation) => operation.id === id);
  return exists ? [] : [`${id}: there is no such operation`];
}

function ofSchema(
  document: JsonObject,
  entry: SchemaEntry,
  properties: readonly (readonly [string, string])[],
): string[] {
  const objects = objectsAt(document, entry.schema);
  if (objects.length === 0) return [`${entry.schema}: there is no such object`];
  const problems = properties.flatMap(([name, seen]) => {
    const [key = "", ...nested] = name.split("[]");
    const schema = propertyIn(document, objects, key, nested.length);
    if (!schema) return [`${entry.schema}.${name}: seen, but not declared`];
    const wrong = seenOf(seen).filter((type) =>
      type === "absent"
        ? objects.every((shape) => requiredOf(shape).has(key))
        : !admitsType(document, schema, type),
    );
    const words = (entry.words?.[name] ?? []).filter((word) => !admitsWord(document, schema, word));
    return [...wrong, ...words].map((what) => `${entry.schema}.${name}: ${what} is not admitted`);
  });
  return listsEveryKey(entry) ? [...problems, ...neverSeen(entry, objects)] : problems;
}

/** The required properties that were in none of the objects seen. */
function neverSeen(entry: SchemaEntry, objects: readonly Shape[]): string[] {
  const [first, ...rest] = objects.map(requiredOf) as [ReadonlySet<string>];
  return [...first]
    .filter((name) => rest.every((required) => (required as Set<string>).has(name)))
    .filter((name) => !(name in (entry.properties ?? {})))
    .map((name) => `${entry.schema}.${name}: required, but in no object seen`);
}

/** The objects at a place such as `Article.statistics` or `Boat.sails[]`. */
export function objectsAt(document: JsonObject, place: string): Shape[] {
  const [name = "", ...path] = place.replaceAll("[]", ".[]").split(".");
  let shapes = shapesOf(document, { $ref: `#/components/schemas/${name}` });
  for (const step of path) {
    shapes = shapes.flatMap((shape) =>
      shapesOf(document, step === "[]" ? itemsOf(shape) : propertyOf(shape, step)),
    );
  }
  return shapes.filter((shape) => namesOf(shape).length > 0);
}

/** The schema of a property, or of the elements in it, as any of the objects may have it. */
function propertyIn(
  document: JsonObject,
  objects: readonly Shape[],
  name: string,
  nested: number,
): JsonObject | undefined {
  let found = objects.flatMap((shape) => propertyOf(shape, name) ?? []);
  for (let depth = 0; depth < nested; depth++) {
    found = found.flatMap((schema) =>
      shapesOf(document, schema).flatMap((shape) => itemsOf(shape) ?? []),
    );
  }
  return found.length > 1 ? { anyOf: found } : asObject(found[0]);
}
