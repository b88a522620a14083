import { ConfigError, type SearchOperator } from "@interkit/core";
import { latestSeconds } from "../times/units.ts";
import type { SearchFilter } from "./filters.ts";

type GivenValue = string | number | boolean | Date;
type Comparison = (field: string, value: GivenValue | null) => SearchFilter;
type Membership = (field: string, values: readonly GivenValue[]) => SearchFilter;

/** Every comparison of a search, for fields of any name. The types of the builders restrict the fields. */
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
} = /* @__PURE__ */ createComparisons();

function createComparisons(): typeof comparisons {
  return {
    eq: createComparison("eq", "="),
    ne: createComparison("ne", "!="),
    in: createMembership("in", "IN"),
    notIn: createMembership("notIn", "NIN"),
    gt: createComparison("gt", ">"),
    lt: createComparison("lt", "<"),
    gte: createComparison("gte", ">="),
    lte: createComparison("lte", "<="),
    contains: createComparison("contains", "~"),
    notContains: createComparison("notContains", "!~"),
    startsWith: createComparison("startsWith", "^"),
    endsWith: createComparison("endsWith", "$"),
  };
}

function createComparison(name: string, operator: SearchOperator): Comparison {
  return (field, value) => ({
    field: checkField(name, field),
    operator,
    value: value === null ? null : toWireValue(name, field, value),
  });
}

function createMembership(name: string, operator: SearchOperator): Membership {
  return (field, values) => {
    const checked = checkField(name, field);
    if (!Array.isArray(values) || values.length === 0) {
      throw new ConfigError(`query.${name}("${checked}", …) needs an array with a value in it`);
    }
    return {
      field: checked,
      operator,
      value: values.map((one) => toWireValue(name, checked, one)),
    };
  };
}

function checkField(name: string, field: unknown): string {
  if (typeof field === "string" && field.trim() !== "") return field;
  throw new ConfigError(`query.${name}() needs the name of a field first, such as "email"`);
}

function toWireValue(name: string, field: string, value: GivenValue): string | number | boolean {
  const call = `query.${name}("${field}", …)`;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new ConfigError(`${call} got an invalid Date`);
    return Math.floor(value.getTime() / 1000);
  }
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (!Number.isFinite(value)) {
    throw new ConfigError(`${call} needs text, a number, a boolean or a Date to compare with`);
  }
  if (field.endsWith("_at") && Math.abs(value) >= latestSeconds) {
    throw new ConfigError(
      `${call} got a time in milliseconds; Intercom counts in seconds: give a Date, or divide by 1000`,
    );
  }
  return value;
}
