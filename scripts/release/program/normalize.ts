import { asObject, type Json, type JsonObject } from "interkit-generator/description/source";
import { objectsIn } from "interkit-generator/description/walk";
import ts from "typescript";
import { Description, schemaName } from "../../differences/description.ts";

/** A document that types can be generated for, and the names that its schemas have in the original. */
export interface Normalized {
  readonly document: JsonObject;
  readonly nameOf: (type: string) => string;
}

/** Keywords without an influence on types. Most of them would become comments. */
const PROSE = new Set([
  ...["title", "description", "summary", "example", "examples", "externalDocs"],
  ...["default", "deprecated", "format", "xml", "$comment"],
]);

/** Keywords whose values are maps from names, where `title` is a name like any other. */
const NAMES = new Set([
  ...["properties", "patternProperties", "$defs", "definitions", "schemas", "responses"],
  ...["parameters", "requestBodies", "headers", "content", "paths", "callbacks", "webhooks"],
]);

const DATA = new Set(["enum", "const", "required", "security"]);
const SCHEMAS = "#/components/schemas/";
const HELPERS = ["paths", "operations", "components", "webhooks", "lists"];

/** Names that the generated declarations use themselves. */
const TAKEN = new Set([...HELPERS, "Record", "Omit", "Exclude", "NonNullable", "WithRequired"]);

/**
 * A copy of any OpenAPI 3 document in the form of a bundle: the parameters of paths are in their
 * operations, every operation has an id of its own, schemas have names that TypeScript admits.
 *
 * @param unnamed the routes whose operations get an id that is made of their route.
 */
export function normalized(original: JsonObject, unnamed: ReadonlySet<string>): Normalized {
  const schemas = asObject(asObject(original["components"])?.["schemas"]) ?? {};
  const names = identifiersOf(Object.keys(schemas));
  const document = asObject(copyOf(original, names)) ?? {};
  const components = asObject(document["components"]) ?? {};
  document["components"] = { ...components, schemas: schemasOf(document, names) };
  const paths: Record<string, JsonObject> = {};
  for (const { method, path, route, id, node, parameters } of new Description(document)
    .operations) {
    const operationId = id === undefined || unnamed.has(route) ? identifierOf(route) : id;
    paths[path] = {
      ...paths[path],
      [method]: { ...node, parameters: [...parameters], operationId },
    };
  }
  document["paths"] = paths;
  const originals = new Map([...names].map(([name, identifier]) => [identifier, name]));
  return { document, nameOf: (type) => originals.get(type) ?? type };
}

/** The schemas by their new names. What a dangling reference leads to is unknown. */
function schemasOf(document: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  const schemas = asObject(asObject(document["components"])?.["schemas"]) ?? {};
  const renamed: JsonObject = {};
  for (const [name, node] of Object.entries(schemas)) renamed[names.get(name) ?? name] = node;
  for (const { $ref } of objectsIn(document)) {
    const name = typeof $ref === "string" ? schemaName($ref) : undefined;
    if (name !== undefined) renamed[name] ??= {};
  }
  return renamed;
}

/** The routes of operations without an id of their own that is a place of a method. */
export function unnamedRoutes(document: JsonObject): string[] {
  const { operations } = new Description(document);
  const count = new Map<string | undefined, number>();
  for (const { id } of operations) count.set(id, (count.get(id) ?? 0) + 1);
  return operations.flatMap(({ id, route }) => {
    const isOwn = id !== undefined && id !== "" && count.get(id) === 1;
    return isOwn ? [] : [route];
  });
}

function copyOf(node: Json, names: ReadonlyMap<string, string>, keysAreNames = false): Json {
  if (Array.isArray(node)) return node.map((element) => copyOf(element, names));
  const object = asObject(node);
  if (!object) return node;
  const copy: JsonObject = {};
  for (const [key, value] of Object.entries(object)) {
    if (keysAreNames) copy[key] = copyOf(value, names);
    else if (key.startsWith("x-") || DATA.has(key)) copy[key] = structuredClone(value);
    else if (!PROSE.has(key)) copy[key] = copyOf(value, names, NAMES.has(key));
  }
  if (keysAreNames) return copy;
  const { $ref, nullable, type } = copy;
  if (typeof $ref === "string" && $ref.startsWith(SCHEMAS)) copy["$ref"] = renamed($ref, names);
  if (nullable !== true || type !== undefined) return copy;
  // Beside a reference, null would be lost.
  const { nullable: _, ...rest } = copy;
  return { anyOf: [rest, { type: "null" }] };
}

function renamed(reference: string, names: ReadonlyMap<string, string>): string {
  const [name = "", ...rest] = reference.slice(SCHEMAS.length).split("/");
  const original = name.replaceAll("~1", "/").replaceAll("~0", "~");
  return [SCHEMAS + (names.get(original) ?? identifierOf(name)), ...rest].join("/");
}

/** An identifier for each name. Two documents get the same ones for the same names. */
function identifiersOf(names: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    names.map((name) => {
      let identifier =
        isIdentifier(name) && !TAKEN.has(name) ? name : identifierOf(`Schema ${name}`);
      while (taken.has(identifier)) identifier += "_";
      taken.add(identifier);
      return [name, identifier];
    }),
  );
}

const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true);

/** Whether a name can be that of a type: keywords and names with other characters cannot. */
function isIdentifier(name: string): boolean {
  scanner.setText(name);
  return scanner.scan() === ts.SyntaxKind.Identifier && scanner.getTokenEnd() === name.length;
}

const identifierOf = (text: string) => text.replace(/[^A-Za-z0-9]+/g, "_");
