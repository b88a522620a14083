import { operationRows } from "../generated/operation-table.ts";
import type { OperationFacts } from "./operation-table-types.ts";

const readFacts = new Map<string, OperationFacts | undefined>();
/** A program that writes ids into its routes has any number of them: only so many without facts are kept. */
const maxRoutes = 1_000;

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
  if (readFacts.has(route)) return readFacts.get(route);
  const facts = findFacts(route);
  if (facts !== undefined || readFacts.size < maxRoutes) readFacts.set(route, facts);
  return facts;
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
