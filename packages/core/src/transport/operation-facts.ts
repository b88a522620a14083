import { operationRows } from "../generated/operation-table.ts";
import { cachedFacts } from "./cached-facts.ts";
import type { OperationFacts } from "./operation-table-types.ts";

// Without the comment, a bundler would keep the table in programs that do not use it.
const factsOf = /* @__PURE__ */ cachedFacts((route) => {
  const start = `\n${route} `;
  const found = operationRows.indexOf(start);
  if (found < 0) return undefined;
  const end = operationRows.indexOf("\n", found + 1);
  return JSON.parse(operationRows.slice(found + start.length, end));
});

/**
 * Returns the facts about an operation that types cannot express, by its route: how a list pages, which
 * POST only reads. `undefined` for an operation that has none. One table serves every API version.
 *
 * @example
 * ```ts
 * import { operationFacts } from "@interkit/core";
 *
 * const isList = operationFacts("GET /contacts")?.pagination !== undefined;
 * ```
 */
export function operationFacts(route: string): OperationFacts | undefined {
  return factsOf(route);
}

/**
 * Returns the routes of the operations that have facts, for code that searches for one.
 *
 * @example
 * ```ts
 * import { operationFacts, operationRoutes } from "@interkit/core";
 *
 * const lists = operationRoutes().filter((route) => operationFacts(route)?.pagination);
 * ```
 */
export function operationRoutes(): string[] {
  const rows = operationRows.trim().split("\n");
  return rows.map((row) => row.slice(0, row.indexOf(" {")));
}
