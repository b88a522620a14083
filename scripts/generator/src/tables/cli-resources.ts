import type { GeneratorConfig } from "../config.ts";
import { asObject } from "../description/source.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { arrayOf, type VersionMethods } from "./methods.ts";
import { BANNER } from "./text.ts";

/** The resources over all API versions: the command line has them before it reads a description. */
export function cliResourcesFile(
  { folders }: GeneratorConfig,
  versions: readonly VersionMethods[],
): GeneratedFile[] {
  if (!folders.cli) return [];
  const resources = new Map<string, string>();
  // The newest version has the newest words.
  for (const { document, methods } of [...versions].reverse()) {
    const tags = arrayOf(document["tags"] ?? null).map(asObject);
    // The operations of a resource itself come before those of what it contains.
    const byDepth = [...methods].sort((a, b) => depthOf(a.id) - depthOf(b.id));
    for (const { id, operation } of byDepth) {
      const [resource = ""] = id.split(".");
      const [name] = arrayOf(operation["tags"] ?? null);
      const tag = tags.find((one) => one?.["name"] === name);
      if (!resources.has(resource)) resources.set(resource, String(tag?.["description"] ?? ""));
    }
  }
  const rows = [...resources].sort().map(([id, description]) => {
    const name = id.replace(/([a-z0-9])([A-Z])/g, "$1-$2").toLowerCase();
    return `  ${JSON.stringify({ id, name, description })},`;
  });
  const text = `${BANNER}

/** A part of the API that has operations of its own. */
export interface Resource {
  /** The begin of the ids of its operations, such as \`aiContent\`. */
  readonly id: string;
  /** The name of its command. */
  readonly name: string;
  readonly description: string;
}

/** Those of all versions; each version has most of them. */
export const resources: readonly Resource[] = [
${rows.join("\n")}
];
`;
  return [{ path: `${folders.cli}/src/generated/resources.ts`, text }];
}

function depthOf(id: string): number {
  return id.split(".").length;
}
