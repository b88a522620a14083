import { type Description, schemaName } from "./description.ts";
import { asArray, asObject, type Json, type JsonObject } from "./json.ts";
import { isNull, structuralKeys } from "./keywords.ts";

/** A reference to a named schema, and what is stated beside it. */
export interface Target {
  readonly name: string;
  readonly node: JsonObject;
  /** The schemas on the way to it: the reference itself, an `allOf` of one, an `anyOf` with null. */
  readonly wrappers: readonly JsonObject[];
  /** Whether one of these allows null. */
  readonly nullable: boolean;
}

/** Returns the named schema that a node refers to, or `undefined` where it states more than that. */
export function targetOf(description: Description, node: Json | undefined): Target | undefined {
  const wrappers: JsonObject[] = [];
  let nullable = false;
  let current = asObject(node);
  while (current !== undefined && wrappers.length < 30) {
    const inner = unwrap(current);
    if (inner === undefined) return undefined;
    wrappers.push(current);
    nullable ||= inner.nullable;
    if (inner.reference === undefined) current = asObject(inner.node);
    else {
      const target = description.target(inner.reference);
      const name = schemaName(inner.reference);
      if (target === undefined) return undefined;
      // A schema that is an alias of another one keeps its own name.
      if (name !== undefined) return { name, node: target, wrappers, nullable };
      current = target;
    }
  }
  return undefined;
}

interface Wrapped {
  readonly nullable: boolean;
  readonly reference?: string;
  readonly node?: Json | undefined;
}

/** Returns what is in a schema that only wraps another one. */
function unwrap(schema: JsonObject): Wrapped | undefined {
  const types = asArray(schema["type"]);
  if (!types.every((type) => type === "object" || type === "null")) return undefined;
  const nullable = schema["nullable"] === true || types.includes("null");
  const [key, ...more] = structuralKeys(schema).filter(
    (one) => one !== "nullable" && one !== "type",
  );
  if (key === undefined || more.length > 0) return undefined;
  if (key === "$ref") return { nullable, reference: String(schema["$ref"]) };
  const members = asArray(schema[key]);
  if (key === "allOf") return members.length === 1 ? { nullable, node: members[0] } : undefined;
  if (key !== "anyOf" && key !== "oneOf") return undefined;
  const others = members.filter((member) => !isNull(member));
  if (others.length !== 1) return undefined;
  return { nullable: nullable || others.length < members.length, node: others[0] };
}
