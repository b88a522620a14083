import type { Problem } from "./problems.ts";
import { originOf, resolveVersion } from "./resolve.ts";
import { asObject, type Json, type JsonObject, type Source } from "./source.ts";
import { objectsIn } from "./walk.ts";

/** What to use instead of something that is deprecated, as a sentence; empty where it is not stated. */
export function insteadOf(node: JsonObject): string {
  const instead = asObject(node["x-deprecated"])?.["instead"];
  return node["deprecated"] === true && typeof instead === "string"
    ? `Use ${instead} instead.`
    : "";
}

/**
 * The deprecated values of a schema or parameter, or of the items of a list, and what to use instead,
 * as a sentence; empty where there are none.
 */
export function deprecatedValuesOf(node: JsonObject): string {
  // A map of properties may have properties with the names of these keywords.
  const isList = [node["type"]].flat().includes("array");
  const isParameter = typeof node["in"] === "string";
  const inner = asObject(isList ? node["items"] : isParameter ? node["schema"] : undefined);
  if (inner) return deprecatedValuesOf(inner);
  const values = Object.entries(asObject(node["x-deprecated-values"]) ?? {});
  const words = values.map(([value, instead]) => `\`${value}\`, use ${instead} instead`);
  return words.length === 0 ? "" : `Deprecated values: ${words.join("; ")}.`;
}

/** Reports the deprecated values in a file that the enum beside them has in no API version. */
export function checkDeprecatedValues(
  content: JsonObject,
  source: Source,
  problems: Problem[],
): void {
  const written = deprecatedIn(content);
  if (written.length === 0) return;
  const kept = new Map<Json | undefined, Set<string>>();
  for (const version of source.versions) {
    const resolved = resolveVersion({ ...source, document: content }, version, []);
    for (const { values } of deprecatedIn(resolved)) {
      const from = originOf(values);
      kept.set(from, new Set([...(kept.get(from) ?? []), ...Object.keys(values)]));
    }
  }
  for (const { beside, values } of written) {
    for (const value of Object.keys(values)) {
      if (value === "x-versions" || kept.get(values)?.has(value)) continue;
      const known = enumValuesOf(beside).join(", ");
      problems.push({
        position: source.positionOf(values),
        mistake: `x-deprecated-values has "${value}", which the enum beside it has in no API version`,
        fix: known === "" ? "write it beside an enum" : `name one of ${known}`,
      });
    }
  }
}

interface Deprecated {
  readonly beside: JsonObject;
  readonly values: JsonObject;
}

function deprecatedIn(node: JsonObject): Deprecated[] {
  return [...objectsIn(node)].flatMap((beside) => {
    const values = asObject(beside["x-deprecated-values"]);
    return values === undefined ? [] : [{ beside, values }];
  });
}

/** The values of an enum as it is written, those of a range of API versions included. */
function enumValuesOf({ enum: values }: JsonObject): string[] {
  return [values ?? []].flat().map((value) => String(asObject(value)?.["value"] ?? value));
}
