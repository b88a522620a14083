import { ConfigError } from "@interkit/client";
import type { Catalog, Operation } from "../../catalog/catalog.ts";
import { resourceOf, separateWords } from "./names.ts";

/**
 * The resources whose tools an MCP server has by default: those of support work. A model chooses better among
 * some tools than among all of them.
 *
 * @example
 * ```ts
 * import { defaultResources } from "@interkit/cli/mcp";
 *
 * console.log([...defaultResources, "brands"].join(","));
 * ```
 */
export const defaultResources: readonly string[] = [
  "admins",
  "ai-content",
  "articles",
  "companies",
  "contacts",
  "conversations",
  "data-attributes",
  "help-centers",
  "internal-articles",
  "macros",
  "notes",
  "segments",
  "tags",
  "teams",
  "ticket-states",
  "ticket-types",
  "tickets",
];

/**
 * Returns the names of resources, checked, in kebab-case.
 *
 * @throws {ConfigError} for a resource that the version does not have.
 */
export function chooseResources(
  catalog: Catalog,
  named: readonly string[] | undefined,
): ReadonlySet<string> {
  const existing = new Set(catalog.operations.map(({ id }) => resourceOf(id)));
  if (named === undefined) return new Set(defaultResources.filter((name) => existing.has(name)));
  const names = named.map((name) => separateWords(name.trim(), "-")).filter((name) => name !== "");
  if (names.includes("all")) return existing;
  const unknown = names.find((name) => !existing.has(name));
  if (unknown === undefined && names.length > 0) return new Set(names);
  const problem = unknown === undefined ? "No resource is named" : `There is no "${unknown}"`;
  const all = [...existing].sort().join(", ");
  throw new ConfigError(
    `${problem} among the resources of API version ${catalog.version}; name some of: all, ${all}`,
  );
}

/**
 * Whether an operation can be a tool. A model neither reads nor sends files. A scroll of companies blocks other
 * scrolls for a minute, and cannot be read on from a cursor.
 */
export function isTool({ isDownload, body, parameters }: Operation): boolean {
  const hasFiles = isDownload || (body?.files ?? []).length > 0;
  return !hasFiles && !parameters.some(({ name }) => name === "scroll_param");
}
