import { cachedFacts, type FactsOf } from "@interkit/core";
import type { Rows } from "./group.ts";

/**
 * Returns a function that finds the facts about operations in the rows of methods, so that a client needs no
 * table of operations. Of several methods with one route, the first one that has facts counts.
 */
export function factsIn(resources: Readonly<Record<string, Rows>>): FactsOf {
  return cachedFacts((route) => {
    const start = ` ${route} `;
    for (const rows of Object.values(resources)) {
      const found = rows.indexOf(`${start}{`);
      if (found < 0) continue;
      return JSON.parse(rows.slice(found + start.length, rows.indexOf("\n", found)));
    }
    return undefined;
  });
}
