import type { GeneratorConfig } from "../config.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import { BANNER } from "./text.ts";

/**
 * How the methods of the client take their input, over all API versions together: the description of one
 * version alone does not have it.
 */
export function cliInputsFile(
  { folders }: GeneratorConfig,
  facts: readonly Facts[],
): GeneratedFile[] {
  if (!folders.cli) return [];
  const rows = facts.map(({ id, input }) => `  "${id}": "${input}",`);
  const text = `${BANNER}

/** The argument between path parameters and options, by the id of the operation. */
export const inputs: Readonly<Record<string, "query" | "body" | "none">> = {
${rows.join("\n")}
};
`;
  return [{ path: `${folders.cli}/src/generated/inputs.ts`, text }];
}
