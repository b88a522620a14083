import { type ApiError, apiError, invalidParameter, missingParameter } from "../engine/errors.ts";
import type { Fields } from "./facts.ts";
import type { Field, FieldType, FieldValue, Operator } from "./fields.ts";

/** One comparison, with its value converted to the type of the field. */
export interface Comparison<T> {
  readonly field: Field<T>;
  readonly operator: Operator;
  readonly value: FieldValue | readonly FieldValue[];
}

export interface Group<T> {
  readonly operator: "AND" | "OR";
  readonly filters: readonly Filter<T>[];
}

export type Filter<T> = Comparison<T> | Group<T>;

const operators: ReadonlySet<unknown> = new Set<Operator>([
  ...(["=", "!=", "IN", "NIN", ">", "<", ">=", "<=", "~", "!~", "^", "$"] as const),
]);

const maxDepth = 2;
const maxFilters = 15;

/**
 * Reads the `query` of a search.
 *
 * @throws {ApiError} 400 where Intercom refuses a query: for an unknown field or operator, an
 * operator or a value of another type, more than two levels, more than 15 filters.
 */
export function parseQuery<T>(query: unknown, fields: Fields<T>): Filter<T> {
  return parseFilter(query, fields, 0);
}

function parseFilter<T>(filter: unknown, fields: Fields<T>, depth: number): Filter<T> {
  if (filter === undefined) throw missingParameter("A query must be given", "query");
  if (typeof filter !== "object" || filter === null || Array.isArray(filter)) {
    throw apiError(400, "type_mismatch", "A filter must be an object", "query");
  }
  const { field, operator, value } = filter as Record<string, unknown>;
  if (field !== undefined) return parseComparison(field, operator, value, fields);
  if (operator !== "AND" && operator !== "OR") {
    throw invalidOperator("Composite operators must be of type AND or OR");
  }
  if (!Array.isArray(value)) {
    throw apiError(400, "type_mismatch", `The value of ${operator} must be an array of filters`);
  }
  if (value.length > maxFilters) {
    throw invalidParameter(`A group can have at most ${maxFilters} filters`, "query");
  }
  if (depth >= maxDepth) {
    throw invalidParameter(`Groups can be nested at most ${maxDepth} levels deep`, "query");
  }
  return { operator, filters: value.map((part) => parseFilter(part, fields, depth + 1)) };
}

function parseComparison<T>(
  name: unknown,
  operator: unknown,
  value: unknown,
  fields: Fields<T>,
): Comparison<T> {
  const field = typeof name === "string" ? fields(name) : undefined;
  if (!field) throw apiError(400, "invalid_field", `${String(name)} is not a valid search field`);
  if (!isOperator(operator)) {
    throw invalidOperator(`${String(operator)} is not a valid operator`);
  }
  if (!field.operators.includes(operator)) {
    throw invalidOperator(`${operator} is not supported on ${String(name)}`);
  }
  const read = (one: unknown) => readValue(String(name), field.type, operator, one);
  if (operator !== "IN" && operator !== "NIN") return { field, operator, value: read(value) };
  if (!Array.isArray(value)) {
    throw apiError(400, "type_mismatch", `${operator} takes an array of values`);
  }
  return { field, operator, value: value.map(read) };
}

function readValue(name: string, type: FieldType, operator: Operator, value: unknown): FieldValue {
  const refuse = (): ApiError => invalidParameter(`The value for ${name} must be a ${type}`, name);
  if (value === null || value === undefined) {
    if (operator === "=" || operator === "!=") return null;
    throw refuse();
  }
  if (typeof value === "object") throw refuse();
  switch (type) {
    case "integer":
    case "time":
    case "date": {
      const number = typeof value === "boolean" || value === "" ? Number.NaN : Number(value);
      if (Number.isNaN(number)) throw refuse();
      return number;
    }
    case "boolean":
      if (value === true || value === "true") return true;
      if (value === false || value === "false") return false;
      throw refuse();
    case "any":
      return value as FieldValue;
    default:
      return String(value);
  }
}

function isOperator(value: unknown): value is Operator {
  return operators.has(value);
}

function invalidOperator(message: string): ApiError {
  return apiError(400, "invalid_operator", message);
}
