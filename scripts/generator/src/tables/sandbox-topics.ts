import type { GeneratorConfig } from "../config.ts";
import type { Bundle } from "../description/bundle.ts";
import { webhooksOf } from "../description/walk.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { BANNER } from "./text.ts";

/**
 * Every topic of webhooks with its first and its last version (`x-versions` has no gaps). The sandbox
 * checks the topics of a target with it, before it has loaded any bundle.
 */
export function sandboxTopicsFile(
  { folders }: GeneratorConfig,
  bundles: readonly Bundle[],
): GeneratedFile {
  const rows = new Map<string, { readonly first: string; last: string }>();
  for (const { version, document } of bundles) {
    for (const { topic } of webhooksOf(document)) {
      const row = rows.get(topic);
      if (row) row.last = version;
      else rows.set(topic, { first: version, last: version });
    }
  }
  const lines = [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, { first, last }]) => `  ${JSON.stringify(topic)}: ["${first}", "${last}"],`);
  const text = `${BANNER}

export const topics = {
${lines.join("\n")}
} as const;
`;
  return { path: `${folders.sandbox}/src/generated/topics.ts`, text };
}
