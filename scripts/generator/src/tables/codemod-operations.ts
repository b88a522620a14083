import type { GeneratorConfig } from "../config.ts";
import { moduleName } from "../description/api-versions.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import type { VersionMethods } from "./methods.ts";
import { BANNER } from "./text.ts";

/** The methods over all API versions, for the table of what replaces the methods of another client. */
export function codemodOperationsFile(
  { folders }: GeneratorConfig,
  facts: readonly Facts[],
  versions: readonly VersionMethods[],
): GeneratedFile[] {
  if (!folders.codemod) return [];
  const rows = facts.map((operation) => `  ${JSON.stringify(rowOf(operation, versions))},`);
  const text = `${BANNER}

/** A method of the client. */
export interface Operation {
  readonly id: string;
  readonly route: string;
  /** The modules of the client that have it, oldest first. */
  readonly versions: readonly string[];
  /** The argument between path parameters and options. */
  readonly input: "query" | "body" | "none";
  /** The names at the top of its query and its body, in any version. */
  readonly fields: readonly string[];
  /** Where a list has its items in the body of a response. */
  readonly items?: string;
  /** Whether it returns a file. */
  readonly file?: boolean;
}

export const operations: readonly Operation[] = [
${rows.join("\n")}
];
`;
  return [{ path: `${folders.codemod}/src/generated/operations.ts`, text }];
}

function rowOf({ id, route, input, list, response }: Facts, versions: readonly VersionMethods[]) {
  const having = versions.flatMap(({ version, methods }) => {
    const method = methods.find((one) => one.id === id);
    return method ? [{ version: moduleName(version), method }] : [];
  });
  return {
    id,
    route,
    versions: having.map(({ version }) => version),
    input,
    fields: [...new Set(having.flatMap(({ method }) => method.fields))].sort(),
    ...(list && { items: list.items }),
    ...(response === "stream" && { file: true }),
  };
}
