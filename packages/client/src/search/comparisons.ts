import { ConfigError, type SearchOperator } from "@interkit/core";
import type { SearchFilter } from "./filters.ts";

type Given = string | number | boolean | Date;
type Comparison = (field: string, value: Given | null) => SearchFilter;
type Membership = (field: string, values: readonly Given[]) => SearchFilter;

/** Every comparison of a search, for fields of any name: which there are, the builders' types say. */
export const comparisons: {
  readonly eq: Comparison;
  readonly ne: Comparison;
  readonly in: Membership;
  readonly notIn: Membership;
  readonly gt: Comparison;
  readonly lt: Comparison;
  readonly gte: Comparison;
  readonly lte: Comparison;
  readonly contains: Comparison;
  readonly notContains: Comparison;
  readonly startsWith: Comparison;
  readonly endsWith: Comparison;
} = {
  eq: comparison("eq", "="),
  ne: comparison("ne", "!="),
  in: membership("in", "IN"),
  notIn: membership("notIn", "NIN"),
  gt: comparison("gt", ">"),
  lt: comparison("lt", "<"),
  gte: comparison("gte", ">="),
  lte: comparison("lte", "<="),
  contains: comparison("contains", "~"),
  notContains: comparison("notContains", "!~"),
  startsWith: comparison("startsWith", "^"),
  endsWith: comparison("endsWith", "$"),
};

function comparison(name: string, operator: SearchOperator): Comparison {
  return (field, value) => ({
    field: checkedField(name, field),
    operator,
    value: value === null ? null : wireValue(name, field, value),
  });
}

function membership(name: string, operator: SearchOperator): Membership {
  return (field, values) => {
    const checked = checkedField(name, field);
    if (!Array.isArray(values) || values.length === 0) {
      throw new ConfigError(`query.${name}("${checked}", …) needs an array with a value in it`);
    }
    return { field: checked, operator, value: values.map((one) => wireValue(name, checked, one)) };
  };
}

function checkedField(name: string, field: unknown): string {
  if (typeof field === "string" && field.trim() !== "") return field;
  throw new ConfigError(`query.${name}() needs the name of a field first, such as "email"`);
}

/** The year 5138 as seconds, and 1973 as milliseconds: no real time is mistaken for the other. */
const LATEST_SECONDS = 1e11;

function wireValue(name: string, field: string, value: Given): string | number | boolean {
  const call = `query.${name}("${field}", …)`;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new ConfigError(`${call} got an invalid Date`);
    return Math.floor(value.getTime() / 1000);
  }
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (!Number.isFinite(value)) {
    throw new ConfigError(`${call} needs text, a number, a boolean or a Date to compare with`);
  }
  if (field.endsWith("_at") && Math.abs(value) >= LATEST_SECONDS) {
    throw new ConfigError(
      `${call} got a time in milliseconds; Intercom counts in seconds: give a Date, or divide by 1000`,
    );
  }
  return value;
}
