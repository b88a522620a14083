import type { GeneratorConfig } from "../config.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import { factsText } from "./operation-table.ts";
import { BANNER } from "./text.ts";
import { type Tree, treeOf } from "./tree.ts";

/** The rows of each resource over all versions, from which methods are made at run time. */
export function routesFile({ folders }: GeneratorConfig, facts: readonly Facts[]): GeneratedFile {
  const resources = [...treeOf(facts)];
  const tables = resources.map(
    ([name, table]) =>
      `export const ${name} = \`\n${rowsOf(table as Tree<Facts>, "").join("\n")}\n\`;`,
  );
  const names = resources.map(([name]) => `  ${name},`);
  const text = `${BANNER}

// For each method of a resource its place, its route, and the facts about its operation if it has any.

${tables.join("\n\n")}

export const resources: Readonly<Record<string, string>> = {
${names.join("\n")}
};
`;
  return { path: `${folders.client}/src/generated/routes.ts`, text };
}

function rowsOf(tree: Tree<Facts>, prefix: string): string[] {
  return [...tree].flatMap(([name, member]) => {
    if (member instanceof Map) return rowsOf(member, `${prefix}${name}.`);
    return [`${prefix}${name} ${member.route} ${factsText(member)}`.trimEnd()];
  });
}
