import { defaultInput } from "../../../../packages/client/src/methods/input.ts";
import type {
  OperationFacts,
  Pagination,
} from "../../../../packages/core/src/transport/operation-table-types.ts";
import type { GeneratorConfig } from "../config.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import { BANNER } from "./text.ts";

/** The facts about operations that core needs at run time, for the operations that have any. */
export function operationTableFile(
  { folders }: GeneratorConfig,
  facts: readonly Facts[],
): GeneratedFile {
  // A route that is a list in some versions and one object in others is a list in core.
  const byRoute = new Map<string, Facts>();
  for (const operation of facts) {
    if (operation.list || !byRoute.has(operation.route)) byRoute.set(operation.route, operation);
  }
  const rows = [...byRoute.values()].flatMap((operation) => {
    const row = factsText(operation);
    return row ? [`${operation.route} ${row}`] : [];
  });
  rows.sort();
  const text = `${BANNER}

/** A line for each operation that has facts, over all API versions: its route, and the facts. */
export const operationRows = \`
${rows.join("\n")}
\`;
`;
  return { path: `${folders.core}/src/generated/operation-table.ts`, text };
}

/** The facts of an operation as JSON, without those that are the default; nothing if all are. */
export function factsText(operation: Facts): string {
  const { safe, advances, busy, list, input, comma, fields, response, isLoose } = operation;
  const facts: OperationFacts = {
    ...(safe && { safe }),
    ...(advances && { advances }),
    ...(busy && { busy }),
    ...(list && { pagination: list as Pagination }),
    ...(input !== defaultInput(operation.route, list !== undefined) && { input }),
    ...(comma.length > 0 && { comma }),
    ...(fields.length > 0 && { fields }),
    ...(response !== "json" && { response }),
    ...(response === "json" && isLoose && { loose: true }),
  };
  return Object.keys(facts).length > 0 ? JSON.stringify(facts) : "";
}
