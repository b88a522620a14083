import { defaultInput } from "../../../../packages/client/src/methods/input.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import { BANNER } from "./text.ts";

/** What core has to know of an operation at run time, for the operations where that is anything. */
export function operationTableFile(facts: readonly Facts[]): GeneratedFile {
  // Where a route is a list in some versions and one object in others, core knows it as a list.
  const byRoute = new Map<string, Facts>();
  for (const operation of facts) {
    if (operation.list || !byRoute.has(operation.route)) byRoute.set(operation.route, operation);
  }
  const rows = [...byRoute.values()].flatMap((operation) => {
    const row = rowOf(operation);
    return row ? [`  ${JSON.stringify(operation.route)}: { ${row} },`] : [];
  });
  rows.sort();
  const text = `${BANNER}

import type { OperationTable } from "../transport/operation-table-types.ts";

/**
 * What has to be known of the operations of all API versions when a program runs, by route. An operation
 * that has no row is one of which nothing has to be said.
 *
 * @example
 * \`\`\`ts
 * import { operationTable } from "@interkit/core";
 *
 * const isList = operationTable["GET /contacts"]?.pagination !== undefined;
 * \`\`\`
 */
export const operationTable: OperationTable = {
${rows.join("\n")}
};
`;
  return { path: "packages/core/src/generated/operation-table.ts", text };
}

function rowOf(operation: Facts): string {
  const { safe, advances, busy, list, input, comma, fields, response, isLoose } = operation;
  const cells: string[] = [];
  if (safe) cells.push("safe: true");
  if (advances) cells.push("advances: true");
  if (busy) cells.push("busy: true");
  if (list) {
    const { style, items } = list;
    cells.push(`pagination: { style: ${JSON.stringify(style)}, items: ${JSON.stringify(items)} }`);
  }
  if (input !== defaultInput(operation.route, list !== undefined)) cells.push(`input: "${input}"`);
  if (comma.length > 0) cells.push(`comma: ${JSON.stringify(comma)}`);
  if (fields.length > 0) cells.push(`fields: ${JSON.stringify(fields)}`);
  if (response !== "json") cells.push(`response: "${response}"`);
  else if (isLoose) cells.push("loose: true");
  return cells.join(", ");
}
