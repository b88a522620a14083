import type { JsonObject } from "../../../../openapi/src/schemas.ts";
import { versionsInRange } from "../description/ranges.ts";
import { asObject } from "../description/source.ts";
import { objectsAt } from "./check.ts";
import {
  type Entry,
  isSchemaEntry,
  listsEveryKey,
  OBSERVED,
  type SchemaEntry,
  seenOf,
} from "./ledger.ts";

/** The evidence about the properties of one version's schemas, by schema and name. */
export interface Shown {
  /** Properties that are always there and never null. */
  readonly always: ReadonlyMap<JsonObject, ReadonlySet<string>>;
  /** Properties that were observed as missing or null, with the observation and its versions. */
  readonly notAlways: ReadonlyMap<JsonObject, ReadonlyMap<string, string>>;
}

/** The properties that are proven to be always there and never null in one version, and the others. */
export function shownIn(
  document: JsonObject,
  version: string,
  versions: readonly string[],
  ledger: readonly Entry[],
): Shown {
  const always = provenIn(document, version, versions, ledger);
  return { always, notAlways: notAlwaysIn(document, version, versions, ledger) };
}

/**
 * The properties that were missing or null in any version, which makes them uncertain in all; and
 * those that were in none of the objects of an entry of this version that lists every key.
 */
function notAlwaysIn(
  document: JsonObject,
  version: string,
  versions: readonly string[],
  ledger: readonly Entry[],
): Map<JsonObject, Map<string, string>> {
  const found = new Map<JsonObject, Map<string, string>>();
  for (const entry of ledger.filter(isSchemaEntry)) {
    if (!OBSERVED.includes(entry.source)) continue;
    const all = listsEveryKey(entry) && versionsInRange(entry.versions, versions).has(version);
    for (const part of objectsAt(document, entry.schema).flatMap(({ parts }) => parts)) {
      const descriptions = found.get(part) ?? new Map<string, string>();
      for (const name of Object.keys(asObject(part["properties"]) ?? {})) {
        const seen = seenOf(entry.properties?.[name] ?? (all ? "absent" : ""));
        const how = (["absent", "null"] as const).filter((word) => seen.includes(word));
        if (how.length > 0)
          descriptions.set(name, `${how.join(" and ")} in answers of ${entry.versions}`);
      }
      found.set(part, descriptions);
    }
  }
  return found;
}

/**
 * The properties that the ledger proves to be always there and never null in one version, by schema.
 * An observation in one version holds for the others too, as long as no observation in any of them
 * differs; a source of lower belief has to state a reason.
 */
function provenIn(
  document: JsonObject,
  version: string,
  versions: readonly string[],
  ledger: readonly Entry[],
): Map<JsonObject, Set<string>> {
  const proven = new Map<JsonObject, Set<string>>();
  const entries = ledger.filter(isSchemaEntry).filter(isEvidence);
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

/** Whether the entry is an observation, or states a reason. */
const isEvidence = ({ source, says }: SchemaEntry): boolean =>
  OBSERVED.includes(source) || says !== undefined;

function isAlways({ properties }: SchemaEntry, name: string): boolean {
  const seen = seenOf(properties?.[name] ?? "");
  return !seen.includes("null") && !seen.includes("absent");
}
