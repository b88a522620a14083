import type { GeneratorConfig } from "../config.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { VersionMethods } from "./methods.ts";
import { BANNER } from "./text.ts";

/**
 * Every operation with its route, its first and its last version (`x-versions` has no gaps). The
 * sandbox uses it before it has loaded any bundle, and the compiler completes operation names from it.
 */
export function sandboxOperationsFile(
  { folders }: GeneratorConfig,
  versions: readonly VersionMethods[],
): GeneratedFile {
  const rows = new Map<string, { readonly route: string; readonly first: string; last: string }>();
  for (const { version, methods } of versions) {
    for (const { operationId: id, route } of methods) {
      const row = rows.get(id);
      if (row) row.last = version;
      else rows.set(id, { route, first: version, last: version });
    }
  }
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { route, first, last }]) => `  "${id}": ["${route}", "${first}", "${last}"],`);
  const text = `${BANNER}

export const operations = {
${lines.join("\n")}
} as const;
`;
  return { path: `${folders.sandbox}/src/generated/operations.ts`, text };
}
