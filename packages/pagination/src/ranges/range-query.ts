import { ConfigError } from "@interkit/core";
import { isValues, type Values } from "../pages/values.ts";

/** A range of Unix seconds: from `from` on, and before `to`; open where one is missing. */
export interface TimeRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** How a search compares times: by the second, or by the calendar day of the workspace. */
export type TimeUnit = "second" | "day";

/**
 * A calendar day has at most 25 hours, and the day of a time is not known here, since the time zone of
 * the workspace is not: so much earlier it was another day in every time zone.
 */
const dayMargin = 26 * 3600;

/** How far beyond a range its filters may let items pass. */
export function marginOf(unit: TimeUnit): number {
  return unit === "day" ? dayMargin : 0;
}

/**
 * Adds a range to the query of a search. The search finds all items of the range; where times are
 * compared by the day, it finds others too.
 *
 * @throws {ConfigError} for a query that has no room for two more filters.
 */
export function addRange(query: unknown, by: string, range: TimeRange, unit: TimeUnit): unknown {
  const margin = marginOf(unit);
  const filters: Values[] = [];
  if (range.from !== undefined) {
    filters.push({ field: by, operator: ">", value: range.from - 1 - margin });
  }
  if (range.to !== undefined) filters.push({ field: by, operator: "<", value: range.to + margin });
  if (filters.length === 0) return query;
  return query === undefined ? group("AND", filters) : restrict(query, filters);
}

/** A query has two levels of groups at most, so that a group around it is not always possible. */
function restrict(query: unknown, filters: readonly Values[]): Values {
  if (isGroup(query, "AND")) return group("AND", [...query.value, ...filters]);
  if (isGroup(query, "OR") && query.value.some((part) => isGroup(part))) {
    const parts = query.value.flatMap((part) => (isGroup(part, "OR") ? part.value : [part]));
    return group(
      "OR",
      parts.map((part) => restrict(part, filters)),
    );
  }
  return group("AND", [query, ...filters]);
}

interface Group extends Values {
  readonly operator: "AND" | "OR";
  readonly value: readonly unknown[];
}

function isGroup(part: unknown, operator?: "AND" | "OR"): part is Group {
  if (!isValues(part) || !Array.isArray(part["value"]) || "field" in part) return false;
  const { operator: own } = part;
  return operator === undefined ? own === "AND" || own === "OR" : own === operator;
}

/** Intercom's limit. */
const maxParts = 15;

function group(operator: "AND" | "OR", value: readonly unknown[]): Group {
  if (value.length > maxParts) {
    throw new ConfigError(
      `A search by time adds two filters to each group of the query, and a group may have ${maxParts}: leave out filters, or iterate the list of the search itself`,
    );
  }
  return { operator, value };
}
