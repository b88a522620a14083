import type { FactsOf, OperationFacts } from "@interkit/core";
import type { Rows } from "./group.ts";

/** A program that writes ids into its routes has any number of them: only so many without facts are kept. */
const maxRoutes = 1_000;

/**
 * Returns a function that finds the facts about operations in the rows of methods, so that a client needs no
 * table of operations. Of several methods with one route, the first one that has facts counts.
 */
export function factsIn(resources: Readonly<Record<string, Rows>>): FactsOf {
  const readFacts = new Map<string, OperationFacts | undefined>();
  return (route) => {
    if (readFacts.has(route)) return readFacts.get(route);
    const facts = findFacts(resources, ` ${route} `);
    if (facts !== undefined || readFacts.size < maxRoutes) readFacts.set(route, facts);
    return facts;
  };
}

function findFacts(
  resources: Readonly<Record<string, Rows>>,
  start: string,
): OperationFacts | undefined {
  for (const rows of Object.values(resources)) {
    const found = rows.indexOf(`${start}{`);
    if (found < 0) continue;
    return JSON.parse(rows.slice(found + start.length, rows.indexOf("\n", found)));
  }
  return undefined;
}
