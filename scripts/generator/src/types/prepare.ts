import { deprecatedValuesOf, insteadOf } from "../description/deprecation.ts";
import { follow } from "../description/lists.ts";
import { hasOneValue } from "../description/nulls.ts";
import { asObject, type Json, type JsonObject } from "../description/source.ts";
import { objectsIn } from "../description/walk.ts";
import { typeSearchBodies } from "./searches.ts";

/** Formats that are useful to a reader of the types; the others only lengthen the comments. */
const SHOWN_FORMATS = new Set(["date-time", "date", "byte", "binary", "int64"]);

/**
 * A copy of a bundle, made ready for openapi-typescript: comments that say the unit, no examples
 * (they would double the size of the declarations), no paths of tools, no webhooks (`webhooks.ts`
 * writes their types).
 */
export function prepare(document: JsonObject): JsonObject {
  const { webhooks: _, ...rest } = document;
  const copy = structuredClone(rest);
  typeSearchBodies(copy);
  for (const object of objectsIn(copy)) {
    delete object["example"];
    delete object["examples"];
    delete object["externalDocs"];
    // openapi-typescript writes the description behind the tag `@deprecated`.
    const instead = insteadOf(object);
    if (instead) object["description"] = `${instead} ${object["description"] ?? ""}`.trim();
    const values = deprecatedValuesOf(object);
    if (values) object["description"] = `${object["description"] ?? ""} ${values}`.trim();
    if (isUnixTime(object)) {
      delete object["format"];
      sayUnit(object);
    }
    if (typeof object["format"] === "string" && !SHOWN_FORMATS.has(object["format"])) {
      delete object["format"];
    }
    dropConditions(object);
    dropDiscriminator(copy, object);
    // A referring schema's own words would be lost, since a type reference has no comment.
    const only = asObject((object["allOf"] as JsonObject[] | undefined)?.[0]);
    if (only && (object["allOf"] as JsonObject[]).length === 1 && only["$ref"]) {
      Object.assign(object, only);
      delete object["allOf"];
    }
  }
  return copy;
}

/**
 * "One of these is required" is a condition on values, which TypeScript cannot express: its branches,
 * which have no types of their own, would turn the whole schema into `unknown`.
 */
function dropConditions(schema: JsonObject): void {
  for (const key of ["anyOf", "oneOf"]) {
    const branches = (schema[key] ?? []) as JsonObject[];
    if (
      branches.length > 0 &&
      branches.every((branch) => Object.keys(branch).join() === "required")
    ) {
      delete schema[key];
    }
  }
}

/**
 * Without a mapping, openapi-typescript types the discriminating property of each member by the name of
 * its schema, even where the member itself states the value that is sent.
 */
function dropDiscriminator(document: JsonObject, schema: JsonObject): void {
  const { discriminator, oneOf, anyOf } = schema;
  const { propertyName, mapping } = asObject(discriminator) ?? {};
  if (typeof propertyName !== "string" || mapping !== undefined) return;
  const members = (oneOf ?? anyOf ?? []) as Json[];
  const isStated = members.every((member) => {
    const properties = asObject(follow(document, member)?.["properties"]);
    return hasOneValue(asObject(properties?.[propertyName]) ?? {});
  });
  if (isStated) delete schema["discriminator"];
}

/** Bundles have two formats for Unix seconds. */
function isUnixTime({ type, format }: JsonObject): boolean {
  return (format === "date-time" || format === "timestamp") && [type].flat().includes("integer");
}

function sayUnit(schema: JsonObject): void {
  const said = String(schema["description"] ?? "");
  if (!/unix|seconds/i.test(said)) schema["description"] = `${said} Unix seconds.`.trim();
}
