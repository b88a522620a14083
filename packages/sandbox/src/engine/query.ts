import type { Description, Operation } from "../description/description.ts";
import type { JsonObject, Parameter, SchemaType } from "../description/openapi.ts";
import { typesOf } from "../description/schema.ts";
import { ApiError, notFound } from "./errors.ts";
import { mismatchError } from "./mismatch-error.ts";

/**
 * Reads the declared query parameters of a request: text is converted to the declared types,
 * defaults are applied, and invalid values are refused. Undeclared parameters are ignored.
 */
export function readQuery(
  description: Description,
  operation: Operation,
  given: URLSearchParams,
): JsonObject {
  const query: JsonObject = {};
  for (const parameter of operation.parameters) {
    if (parameter.in !== "query") continue;
    const value = readParameter(description, parameter, given);
    if (value !== undefined) query[parameter.name] = value;
  }
  return query;
}

/** Validates the path parameters. @throws {ApiError} 404 for an invalid one. */
export function checkPath(
  description: Description,
  operation: Operation,
  params: Readonly<Record<string, string>>,
): void {
  for (const { in: place, name, schema } of operation.parameters) {
    if (place !== "path" || !schema) continue;
    const value = parseValue(typesOf(description.flatten(schema)), params[name] ?? "");
    if (description.validation.mismatch(schema, value)) throw notFound();
  }
}

function readParameter(
  description: Description,
  parameter: Parameter,
  given: URLSearchParams,
): unknown {
  const { name, required, schema = {} } = parameter;
  const flat = description.flatten(schema);
  const types = typesOf(flat);
  if (types.includes("object")) return readObject(parameter, given);
  const words = given.getAll(name);
  if (words.length === 0) {
    if (!required) return flat.default;
    throw new ApiError(400, {
      code: "parameter_not_found",
      message: `${name} must be given`,
      field: name,
    });
  }
  const value = types.includes("array")
    ? words.flatMap((word) => word.split(",")).map((word) => parseValue(itemTypes(parameter), word))
    : parseValue(types, words.at(-1) ?? "");
  const mismatch = description.validation.mismatch(schema, value);
  // Every query value is text, so a mismatch is never one of type.
  if (mismatch) throw mismatchError({ ...mismatch, kind: "value" }, name);
  return value;
}

/** An exploded object: each of its properties is a query parameter of its own. */
function readObject(parameter: Parameter, given: URLSearchParams): JsonObject {
  const names = Object.keys(parameter.schema?.properties ?? {});
  return Object.fromEntries(
    names.filter((name) => given.has(name)).map((name) => [name, given.get(name)]),
  );
}

function itemTypes(parameter: Parameter): readonly SchemaType[] {
  return typesOf(parameter.schema?.items ?? {});
}

function parseValue(types: readonly SchemaType[], word: string): unknown {
  if (types.includes("boolean") && /^(true|false)$/.test(word)) return word === "true";
  const numeric = types.includes("integer") || types.includes("number");
  if (numeric && word.trim() !== "" && !Number.isNaN(Number(word))) return Number(word);
  return word;
}
