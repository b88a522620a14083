/** A JSON value. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/**
 * One form that a value may have: all schemas in `parts` apply. A schema without alternatives has one
 * shape, an `anyOf` has one for each member.
 */
export interface Shape {
  /** The name of the component, if the shape is one. */
  readonly name: string | undefined;
  readonly parts: readonly JsonObject[];
}

export function asObject(value: Json | undefined): JsonObject | undefined {
  return value && typeof value === "object" && !Array.isArray(value) ? value : undefined;
}

/** Resolves a local reference such as `#/components/schemas/Contact`. */
export function lookUp(document: JsonObject, reference: string): JsonObject | undefined {
  let node: Json | undefined = document;
  for (const step of reference.replace(/^#\//, "").split("/")) {
    node = asObject(node)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return asObject(node);
}

/** The shapes of a schema: references are resolved, `allOf` is joined, each alternative is a shape. */
export function shapesOf(document: JsonObject, node: Json | undefined): Shape[] {
  const schema = asObject(node);
  if (!schema) return [];
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const name = reference.split("/").at(-1);
    return shapesOf(document, lookUp(document, reference)).map((shape) => ({
      // A member of a union that is a component keeps its own name.
      name: isUnion(document, reference) ? (shape.name ?? name) : name,
      parts: shape.parts,
    }));
  }
  let shapes: Shape[] = [{ name: undefined, parts: [schema] }];
  for (const part of asArray(schema["allOf"])) {
    shapes = join(shapes, shapesOf(document, part));
  }
  for (const keyword of ["anyOf", "oneOf"]) {
    const members = asArray(schema[keyword]).flatMap((member) => shapesOf(document, member));
    if (members.length > 0) shapes = join(shapes, members);
  }
  return shapes;
}

function isUnion(document: JsonObject, reference: string): boolean {
  const target = lookUp(document, reference);
  return target !== undefined && ("anyOf" in target || "oneOf" in target);
}

function join(shapes: readonly Shape[], others: readonly Shape[]): Shape[] {
  return shapes.flatMap((shape) =>
    others.map((other) => ({
      name: shape.name ?? other.name,
      parts: [...shape.parts, ...other.parts],
    })),
  );
}

/** The schema of a property in a shape, or undefined where the shape does not name it. */
export function propertyOf({ parts }: Shape, name: string): JsonObject | undefined {
  return together(
    parts.flatMap((part) => {
      const properties = asObject(part["properties"]) ?? {};
      return Object.hasOwn(properties, name) ? [properties[name] as Json] : [];
    }),
  );
}

/** The schema of the elements of a shape that is an array. */
export function itemsOf({ parts }: Shape): JsonObject | undefined {
  return together(parts.flatMap((part) => (part["items"] === undefined ? [] : [part["items"]])));
}

/** The names of the properties of a shape. */
export function namesOf({ parts }: Shape): string[] {
  return [...new Set(parts.flatMap((part) => Object.keys(asObject(part["properties"]) ?? {})))];
}

/** The names that every object of a shape has. */
export function requiredOf({ parts }: Shape): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => asArray(part["required"]) as string[]));
}

/** The enum values of a text; none where the schema has no enum. */
export function wordsOf(document: JsonObject, node: Json | undefined): ReadonlySet<string> {
  const listed = shapesOf(document, node).flatMap(({ parts }) =>
    parts.flatMap((part) => ("const" in part ? [part["const"]] : asArray(part["enum"]))),
  );
  return new Set(listed.filter((value): value is string => typeof value === "string"));
}

/** The types of JSON values, in the order of the evidence; `number` is a number with a fraction. */
export const JSON_TYPES = [
  "string",
  "integer",
  "number",
  "boolean",
  "object",
  "array",
  "null",
] as const;
export type JsonType = (typeof JSON_TYPES)[number];

export function typeOf(value: Json): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value as "string" | "boolean" | "object";
}

/** Whether a schema admits values of a type at all. */
export function admitsType(document: JsonObject, node: Json | undefined, type: JsonType): boolean {
  return shapesOf(document, node).some(({ parts }) =>
    parts.every((part) => {
      const types = part["type"] === undefined ? [] : [part["type"]].flat();
      const typed = types.length === 0 || types.includes(type);
      if (!typed && !(type === "integer" && types.includes("number"))) return false;
      const values = valuesOf(part);
      return values === undefined || values.some((value) => typeOf(value) === type);
    }),
  );
}

/** Whether a schema admits a word. */
export function admitsWord(document: JsonObject, node: Json | undefined, word: string): boolean {
  return shapesOf(document, node).some(({ parts }) =>
    parts.every((part) => {
      const types = part["type"] === undefined ? ["string"] : [part["type"]].flat();
      return types.includes("string") && (valuesOf(part)?.includes(word) ?? true);
    }),
  );
}

function valuesOf(part: JsonObject): Json[] | undefined {
  if ("const" in part) return [part["const"] as Json];
  return Array.isArray(part["enum"]) ? part["enum"] : undefined;
}

function together(nodes: readonly Json[]): JsonObject | undefined {
  return nodes.length > 1 ? { allOf: [...nodes] } : asObject(nodes[0]);
}

const asArray = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
