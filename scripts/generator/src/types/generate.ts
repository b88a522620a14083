import type { Bundle } from "../description/bundle.ts";
import type { JsonObject } from "../description/source.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { listsInterface } from "./lists.ts";
import { prepare } from "./prepare.ts";
import { searchesOf, searchTypes } from "./searches.ts";
import { toTypeScript } from "./transform.ts";

const BANNER = "// Generated from openapi/ by `npm run generate`. Do not edit.";
const FOLDER = "packages/core/src/generated";

/** The modules of `@interkit/core/<version>`: types of one API version and its `createClient`. */
export function typesFor(bundles: readonly Bundle[]): GeneratedFile[] {
  const files: GeneratedFile[] = [];
  for (const { version, document } of bundles) {
    const text = [
      BANNER,
      importsOf(document),
      toTypeScript(prepare(document)),
      listsInterface(document),
      searchTypes(document),
      createClient(version),
    ].join("\n\n");
    files.push({ path: `${FOLDER}/${moduleName(version)}.ts`, text: `${text}\n` });
  }
  return [...files, unstable()];
}

function importsOf(document: JsonObject): string {
  const client =
    'import { type Client, type ClientOptions, clientFor } from "../client/client.ts";';
  if (searchesOf(document).length === 0) return client;
  return `${client}
import type { SearchField, SearchFilterOn, SearchQueryOf } from "../client/search-types.ts";`;
}

/** `Preview` is imported as `preview`; the others as they are. */
export function moduleName(version: string): string {
  return version.toLowerCase();
}

function createClient(version: string): string {
  return `/**
 * Makes a client that speaks version ${version} of the API.
 *
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * \`\`\`ts
 * import { createClient } from "@interkit/core/${moduleName(version)}";
 *
 * const client = createClient({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const { data, error } = await client.GET("/me");
 * \`\`\`
 */
export const createClient: (options: ClientOptions) => Client<paths, lists> = clientFor("${version}");`;
}

/** Preview under its older name: the same types, another value of the header. */
function unstable(): GeneratedFile {
  const text = `${BANNER}
import { type Client, type ClientOptions, clientFor } from "../client/client.ts";
import type { lists, paths } from "./preview.ts";

export type * from "./preview.ts";

${createClient("Unstable")}
`;
  return { path: `${FOLDER}/unstable.ts`, text };
}
