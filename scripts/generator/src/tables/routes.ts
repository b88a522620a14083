import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import { BANNER } from "./text.ts";
import { type Tree, treeOf } from "./tree.ts";

/** A table of routes for each resource, from which methods are made at run time. */
export function routesFile(facts: readonly Facts[]): GeneratedFile {
  const lists = new Set([...facts].flatMap(({ route, list }) => (list ? [route] : [])));
  const resources = [...treeOf(facts)];
  const tables = resources.map(
    ([name, table]) =>
      `export const ${name}: RouteTable = ${rowsOf(table as Tree<Facts>, lists, "")};`,
  );
  const names = resources.map(([name]) => `  ${name},`);
  const text = `${BANNER}

import type { RouteTable } from "../methods/route-table.ts";

${tables.join("\n\n")}

export const routes: RouteTable = {
${names.join("\n")}
};
`;
  return { path: "packages/client/src/generated/routes.ts", text };
}

/** The route; with "one" where it is the route of a list, and this operation returns one object. */
function rowOf({ route, list }: Facts, lists: ReadonlySet<string>): string {
  const text = JSON.stringify(route);
  return list === undefined && lists.has(route) ? `[${text}, "one"]` : text;
}

function rowsOf(tree: Tree<Facts>, lists: ReadonlySet<string>, indent: string): string {
  const inner = `${indent}  `;
  const rows = [...tree].map(([name, leaf]) => {
    return `${inner}${name}: ${leaf instanceof Map ? rowsOf(leaf, lists, inner) : rowOf(leaf, lists)},`;
  });
  return `{\n${rows.join("\n")}\n${indent}}`;
}
