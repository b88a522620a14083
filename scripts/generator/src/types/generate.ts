import { type Cache, NO_CACHE } from "../cache.ts";
import { moduleName } from "../description/api-versions.ts";
import { type Bundle, fingerprintOf } from "../description/bundle.ts";
import type { JsonObject } from "../description/source.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { listsInterface } from "./lists.ts";
import { prepare } from "./prepare.ts";
import { searchesOf, searchTypes } from "./searches.ts";
import { webhooksInterface } from "./webhooks.ts";

const BANNER = "// Generated from openapi/ by `npm run generate`. Do not edit.";
const FOLDER = "packages/core/src/generated";

/** The modules of `@interkit/core/<version>`: types of one API version and its `createClient`. */
export async function typesFor(
  bundles: readonly Bundle[],
  cache: Cache = NO_CACHE,
): Promise<GeneratedFile[]> {
  const files = bundles.map(async (bundle): Promise<GeneratedFile> => {
    const { version, document } = bundle;
    const from = () => [fingerprintOf(bundle).hash];
    const text = await cache.remember("types", from, async () => {
      // The compiler takes long to load, and most runs need it for no version or for one.
      const { toTypeScript } = await import("./transform.ts");
      return moduleOf(bundle, toTypeScript(prepare(document)));
    });
    return { path: `${FOLDER}/${moduleName(version)}.ts`, text: text ?? "" };
  });
  return [...(await Promise.all(files)), unstable()];
}

function moduleOf({ version, document }: Bundle, types: string): string {
  const parts = [
    BANNER,
    importsOf(document),
    types,
    listsInterface(document),
    webhooksInterface(document),
    searchTypes(document),
    createClient(version),
  ];
  return `${parts.join("\n\n")}\n`;
}

function importsOf(document: JsonObject): string {
  const client =
    'import { type ClientOptions, clientFor, type FetchClient } from "../client/client.ts";';
  if (searchesOf(document).length === 0) return client;
  return `${client}
import type { SearchField, SearchFilterOn, SearchQueryOf } from "../client/search-types.ts";`;
}

function createClient(version: string): string {
  return `/**
 * Makes a client that speaks version ${version} of the API, with openapi-fetch and its middleware.
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
export const createClient: (options: ClientOptions) => FetchClient<paths, lists> = /* @__PURE__ */ clientFor("${version}");`;
}

/** Preview under its older name: the same types, another value of the header. */
function unstable(): GeneratedFile {
  const text = `${BANNER}
import { type ClientOptions, clientFor, type FetchClient } from "../client/client.ts";
import type { lists, paths } from "./preview.ts";

export type * from "./preview.ts";

${createClient("Unstable")}
`;
  return { path: `${FOLDER}/unstable.ts`, text };
}
