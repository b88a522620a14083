import { readFileSync } from "node:fs";
import path from "node:path";
import type { GeneratorConfig } from "../config.ts";
import type { ApiVersions } from "../description/api-versions.ts";
import { DescriptionError, type Problem } from "../description/problems.ts";
import type { GeneratedFile } from "../generated-file.ts";

/**
 * The documents that name the API versions, with their correct text.
 *
 * @throws {DescriptionError} where one of them no longer names them.
 */
export function documentsFor(
  { sentences }: GeneratorConfig,
  root: string,
  list: ApiVersions,
): GeneratedFile[] {
  const texts = new Map<string, string>();
  const problems: Problem[] = [];
  for (const { files, pattern, words } of sentences) {
    for (const file of files) {
      const text = texts.get(file) ?? readFileSync(path.join(root, file), "utf8");
      if (text.search(pattern) < 0) {
        problems.push({
          position: { file, line: 1 },
          mistake: `nothing in it matches ${pattern.source}`,
          fix: "name the API versions there, or change the sentences of the configuration",
        });
      }
      texts.set(
        file,
        text.replaceAll(pattern, (match) => words(list, match)),
      );
    }
  }
  if (problems.length > 0) throw new DescriptionError(problems);
  return [...texts].map(([file, text]) => ({ path: file, text }));
}
