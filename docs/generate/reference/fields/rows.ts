import {
  asObject,
  itemsOf,
  type Json,
  type JsonObject,
  lookUp,
  namesOf,
  propertyOf,
  requiredOf,
  type Shape,
  shapesOf,
} from "../../../../openapi/src/schemas.ts";
import { typeOf } from "./types.ts";

/** A field of an object, or of an object within it that has no name of its own. */
export interface FieldRow {
  /** `location.country`, `data[].id` */
  readonly path: string;
  /** Its type in words; `[[Contact]]` stands for a link. */
  readonly type: string;
  readonly isNullable: boolean;
  readonly isRequired: boolean;
  readonly description: string;
  readonly isDeprecated: boolean;
  /** The places of the evidence about it: `Contact.location`, and those that the schema is built from. */
  readonly places: readonly string[];
  /** Its name in these places. */
  readonly name: string;
}

/**
 * The fields of a schema, each followed by those of the objects without a name in it.
 *
 * @param places the names of the schema in the evidence.
 */
export function rowsOf(
  document: JsonObject,
  node: Json | undefined,
  places: readonly string[],
): FieldRow[] {
  return rowsIn(document, shapesOf(document, node), places, "");
}

function rowsIn(
  document: JsonObject,
  all: readonly Shape[],
  places: readonly string[],
  prefix: string,
): FieldRow[] {
  const shapes = all.filter((shape) => namesOf(shape).length > 0);
  const names = [...new Set(shapes.flatMap(namesOf))];
  return names.flatMap((name): FieldRow[] => {
    const schema = schemaOf(shapes, name);
    const { whole, isNullable } = typeOf(document, schema);
    const row: FieldRow = {
      path: prefix + name,
      type: whole,
      isNullable,
      isRequired: shapes.every((shape) => requiredOf(shape).has(name)),
      description: textOf(document, schema),
      isDeprecated: schema["deprecated"] === true,
      places,
      name,
    };
    return [row, ...innerRows(document, schema, row)];
  });
}

/** The schema of a property in all shapes that have it. */
function schemaOf(shapes: readonly Shape[], name: string): JsonObject {
  const found = new Map(
    shapes.flatMap((shape): [string, JsonObject][] => {
      const schema = propertyOf(shape, name);
      return schema === undefined ? [] : [[JSON.stringify(schema), schema]];
    }),
  );
  const [first = {}, ...others] = found.values();
  return others.length === 0 ? first : { ...first, anyOf: [first, ...others] };
}

/** The fields of objects without a name, and of those in a list; what has a name is described once. */
function innerRows(document: JsonObject, schema: JsonObject, row: FieldRow): FieldRow[] {
  const isUnnamed = ({ name }: Shape) => name === undefined;
  const own = shapesOf(document, schema).filter(isUnnamed);
  const inList = own.flatMap((shape) => shapesOf(document, itemsOf(shape))).filter(isUnnamed);
  const rowsAt = (shapes: readonly Shape[], mark: string) => {
    const places = row.places.map((place) => `${place}.${row.name}${mark}`);
    return rowsIn(document, shapes, places, `${row.path}${mark}.`);
  };
  return [...rowsAt(own, ""), ...rowsAt(inList, "[]")];
}

function textOf(document: JsonObject, schema: JsonObject): string {
  const own = [schema, ...((schema["anyOf"] ?? []) as Json[]).map((part) => asObject(part) ?? {})];
  for (const part of own) {
    const reference = part["$ref"];
    const { description } =
      typeof reference === "string" ? (lookUp(document, reference) ?? {}) : part;
    if (typeof description === "string") return description;
  }
  return "";
}

/** A schema and those that it is built from: their evidence is about it too. */
export function placesOf(document: JsonObject, name: string): string[] {
  const schema = lookUp(document, `#/components/schemas/${name}`);
  const parts = ((schema?.["allOf"] ?? []) as Json[]).flatMap((part) => {
    const reference = asObject(part)?.["$ref"];
    return typeof reference === "string" ? [reference.split("/").at(-1) ?? ""] : [];
  });
  return [name, ...parts.flatMap((part) => placesOf(document, part))];
}
