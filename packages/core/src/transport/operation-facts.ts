import { operationRows } from "../generated/operation-table.ts";
import type { OperationFacts } from "./operation-table-types.ts";

const readFacts = new Map<string, OperationFacts | undefined>();

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
  // A row is parsed when it is first used: most programs use few of them.
  if (!readFacts.has(route)) readFacts.set(route, findFacts(route));
  return readFacts.get(route);
}

function findFacts(route: string): OperationFacts | undefined {
  const start = `\n${route} `;
  const found = operationRows.indexOf(start);
  if (found < 0) return undefined;
  const end = operationRows.indexOf("\n", found + 1);
  return JSON.parse(operationRows.slice(found + start.length, end));
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
