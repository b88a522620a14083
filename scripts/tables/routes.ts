import type { GeneratedFile } from "../generate.ts";
import type { Facts } from "./facts.ts";
import { BANNER } from "./text.ts";
import { type Tree, treeOf } from "./tree.ts";

/** A table of routes for each resource: what methods are made from at run time. */
export function routesFile(facts: Iterable<Facts>): GeneratedFile {
  const resources = [...treeOf(facts)];
  const tables = resources.map(
    ([name, table]) => `export const ${name}: RouteTable = ${rowsOf(table as Tree<Facts>, "")};`,
  );
  const names = resources.map(([name]) => `  ${name},`);
  const text = `${BANNER}

import type { RouteTable } from "../route-table.ts";

${tables.join("\n\n")}

export const routes: RouteTable = {
${names.join("\n")}
};
`;
  return { path: "packages/client/src/generated/routes.ts", text };
}

function rowsOf(tree: Tree<Facts>, indent: string): string {
  const inner = `${indent}  `;
  const rows = [...tree].map(([name, leaf]) => {
    const value = leaf instanceof Map ? rowsOf(leaf, inner) : JSON.stringify(leaf.route);
    return `${inner}${name}: ${value},`;
  });
  return `{\n${rows.join("\n")}\n${indent}}`;
}
