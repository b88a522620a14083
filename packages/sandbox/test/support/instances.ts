import { follow, type Schema } from "./described.ts";
import { validatorOf } from "./validators.ts";

/** An object of a response, with the name of its schema: `Company`, or `Company.plan`. */
export interface Instance {
  readonly name: string;
  readonly keys: readonly string[];
}

/** All objects of a response whose schema has a name. */
export function* instancesOf(
  version: string,
  schema: Schema,
  value: unknown,
  name = "",
): Generator<Instance> {
  const [flat, called] = flatten(version, schema, name);
  const branches = flat.anyOf ?? flat.oneOf;
  if (branches && !flat.properties) {
    const fitting = branches.find((branch) => validatorOf(version, branch)(value));
    if (fitting) yield* instancesOf(version, fitting, value, called);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      yield* instancesOf(version, flat.items ?? {}, item, `${called}[]`);
    }
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (!flat.properties) return;
  yield { name: called, keys: Object.keys(value) };
  for (const [key, own] of Object.entries(value)) {
    yield* instancesOf(version, flat.properties[key] ?? {}, own, `${called}.${key}`);
  }
}

/** A schema with its references followed, and its name: that of the last referenced component. */
function flatten(version: string, schema: Schema, name: string): [Schema, string] {
  if (schema.$ref) {
    const component = schema.$ref.split("/").at(-1) ?? "";
    return flatten(version, follow(version, { $ref: schema.$ref } as Schema), component);
  }
  if (!schema.allOf) return [schema, name];
  const parts = schema.allOf.map((part) => flatten(version, part, name));
  const [only] = parts;
  if (only && parts.length === 1 && !schema.properties) return only;
  const properties = Object.assign({}, ...parts.map(([part]) => part.properties));
  return [{ ...schema, properties: { ...properties, ...schema.properties } }, name];
}
