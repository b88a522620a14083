import type { JsonObject } from "../../openapi/src/schemas.ts";
import { versionsInRange } from "../description/ranges.ts";
import { objectsAt } from "./check.ts";
import { type Entry, isSchemaEntry, OBSERVED, type SchemaEntry, seenOf } from "./ledger.ts";

/**
 * What the ledger shows to be always there and never null, in one version: names of properties by
 * schema. What was observed in one version holds for the others too, as long as nothing else was
 * observed in any; a source below has to say why.
 */
export function provenIn(
  document: JsonObject,
  version: string,
  versions: readonly string[],
  ledger: readonly Entry[],
): Map<JsonObject, Set<string>> {
  const proven = new Map<JsonObject, Set<string>>();
  const entries = ledger.filter(isSchemaEntry).filter(tells);
  for (const entry of entries) {
    const here = versionsInRange(entry.versions, versions).has(version);
    const others = entries.filter(({ schema, source }) => {
      return schema === entry.schema && OBSERVED.includes(source);
    });
    const names = Object.keys(entry.properties ?? {}).filter(
      (name) => isAlways(entry, name) && (here || others.every((other) => isAlways(other, name))),
    );
    for (const part of objectsAt(document, entry.schema).flatMap(({ parts }) => parts)) {
      proven.set(part, new Set([...(proven.get(part) ?? []), ...names]));
    }
  }
  return proven;
}

/** Whether somebody saw it, or wrote down why it is so. */
const tells = ({ source, says }: SchemaEntry): boolean =>
  OBSERVED.includes(source) || says !== undefined;

function isAlways({ properties }: SchemaEntry, name: string): boolean {
  const seen = seenOf(properties?.[name] ?? "");
  return !seen.includes("null") && !seen.includes("absent");
}
