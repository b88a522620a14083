import { requireBodies } from "./bodies.ts";
import { admitNullWhereOptional } from "./nulls.ts";
import { asObject, type JsonObject } from "./source.ts";
import {
  answersOf,
  objectsIn,
  operationsOf,
  referencesFrom,
  standaloneOf,
  webhooksOf,
} from "./walk.ts";

/** Adds what follows from the source to a resolved version, so that authors need not write it. */
export function finish(document: JsonObject): JsonObject {
  dropUnreachable(document);
  delete document["x-common-errors"];
  for (const { node } of operationsOf(document)) delete node["x-without-errors"];
  requireBodies(document);
  admitNullWhereOptional(document);
  openResponseEnums(document);
  for (const schema of objectsIn(document)) {
    admitNullInEnum(schema);
    markUnixTime(schema);
  }
  return document;
}

/** Removes the components, path items and tags that this version does not use. */
function dropUnreachable(document: JsonObject): void {
  const paths = asObject(document["paths"]) ?? {};
  for (const [path, item] of Object.entries(paths)) {
    if (!operationsOf({ paths: { [path]: item } }).length) delete paths[path];
  }
  const components = asObject(document["components"]) ?? {};
  const kept = standaloneOf(document);
  const reachable = referencesFrom(document, paths, document["webhooks"], ...kept.values());
  for (const name of kept.keys()) reachable.add(`#/components/schemas/${name}`);
  for (const [kind, map] of Object.entries(components)) {
    if (kind === "securitySchemes") continue;
    const named = asObject(map) ?? {};
    for (const name of Object.keys(named)) {
      if (!reachable.has(`#/components/${kind}/${name}`)) delete named[name];
    }
    if (Object.keys(named).length === 0) delete components[kind];
  }
  const requests = [...operationsOf(document), ...webhooksOf(document)];
  const used = new Set(requests.flatMap(({ node }) => node["tags"] as string[]));
  document["tags"] = ((document["tags"] ?? []) as JsonObject[]).filter((tag) =>
    used.has(String(tag["name"])),
  );
}

/**
 * A new value of an enum in a response must not break the build of a user, so such enums admit any
 * string beside the known ones. Enums that a request can reach stay closed, and so do those of a
 * single value, which distinguish the members of a union.
 */
function openResponseEnums(document: JsonObject): void {
  for (const { schema } of [...answersOf(document)]) openEnum(schema);
}

function openEnum(schema: JsonObject): void {
  const { type, enum: values } = schema;
  const types = [type ?? "string"].flat();
  if (!Array.isArray(values) || values.length < 2 || !types.includes("string")) return;
  const known = values.filter((value) => value !== null);
  if (known.length < 2 || known.some((value) => typeof value !== "string")) return;
  delete schema["type"];
  delete schema["enum"];
  const nullable = types.includes("null") || values.includes(null);
  schema["anyOf"] = [
    { type: "string", enum: known },
    { type: nullable ? ["string", "null"] : "string" },
  ];
}

function admitNullInEnum(schema: JsonObject): void {
  const { type, enum: values } = schema;
  if (!Array.isArray(type) || !type.includes("null")) return;
  if (Array.isArray(values) && !values.includes(null)) values.push(null);
}

/**
 * Unix seconds have a format of their own in the source. Bundles say `date-time`, a format
 * that other tools know; on an integer it can only mean seconds.
 */
function markUnixTime(schema: JsonObject): void {
  if (schema["format"] === "unixtime") schema["format"] = "date-time";
}
