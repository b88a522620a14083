import type { FactsOf, OperationFacts } from "./operation-table-types.ts";

/** A program that writes ids into its routes has any number of them: only so many without facts are kept. */
const maxRoutes = 1_000;

/**
 * Returns the function with a cache, for facts that are parsed when a route is first used: most programs use
 * few of them. A route without facts is kept too, as long as there are fewer than 1,000 routes.
 *
 * @example
 * ```ts
 * import { cachedFacts, createRequesterWithFacts } from "@interkit/core";
 *
 * const rows: Record<string, string> = { "POST /contacts/search": '{"safe":true}' };
 * const factsOf = cachedFacts((route) => (route in rows ? JSON.parse(rows[route] ?? "") : undefined));
 * const token = process.env["INTERCOM_TOKEN"] ?? "";
 * const client = createRequesterWithFacts("2.16", { token }, factsOf);
 * ```
 */
export function cachedFacts(findFacts: FactsOf): FactsOf {
  const readFacts = new Map<string, OperationFacts | undefined>();
  return (route) => {
    if (readFacts.has(route)) return readFacts.get(route);
    const facts = findFacts(route);
    if (facts !== undefined || readFacts.size < maxRoutes) readFacts.set(route, facts);
    return facts;
  };
}
