import type { GeneratorConfig } from "../config.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { VersionMethods } from "./methods.ts";
import { BANNER } from "./text.ts";

/**
 * The fields of each search in the newest version that has it. The segments of the sandbox, which
 * have no version, use them.
 */
export function sandboxSearchesFile(
  { folders }: GeneratorConfig,
  versions: readonly VersionMethods[],
): GeneratedFile[] {
  const newest = new Map<string, unknown>();
  for (const { methods } of versions) {
    for (const { id, operation } of methods) {
      if (operation["x-search"]) newest.set(id, operation["x-search"]);
    }
  }
  if (newest.size === 0) return [];
  const rows = [...newest].sort(([a], [b]) => (a < b ? -1 : 1));
  const types = rows.map(([id]) => `  readonly ${JSON.stringify(id)}: SearchFacts;`);
  const facts = rows.map(([id, search]) => `  ${JSON.stringify(id)}: ${JSON.stringify(search)},`);
  const text = `${BANNER}

import type { SearchFacts } from "../description/openapi.ts";

export const searches: {
${types.join("\n")}
} = {
${facts.join("\n")}
};
`;
  return [{ path: `${folders.sandbox}/src/generated/searches.ts`, text }];
}
