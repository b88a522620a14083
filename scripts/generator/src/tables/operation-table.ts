import { defaultInput } from "../../../../packages/client/src/methods/input.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import { BANNER } from "./text.ts";

/** The facts about operations that core needs at run time, for the operations that have any. */
export function operationTableFile(facts: readonly Facts[]): GeneratedFile {
  // A route that is a list in some versions and one object in others is a list in core.
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
 * The facts about the operations of all API versions that the client needs at run time, by route. An
 * operation without a row has none.
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
