import { type Cache, NO_CACHE } from "../cache.ts";
import type { GeneratorConfig } from "../config.ts";
import { moduleName } from "../description/api-versions.ts";
import { type Bundle, fingerprintOf } from "../description/bundle.ts";
import type { JsonObject } from "../description/source.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { listsInterface } from "./lists.ts";
import { prepare } from "./prepare.ts";
import { searchesOf, searchTypes } from "./searches.ts";
import { webhooksInterface } from "./webhooks.ts";

const BANNER = "// Generated from openapi/ by `npm run generate`. Do not edit.";
/** The modules of core, one for each API version: its types and its `createClient`. */
export async function typesFor(
  config: GeneratorConfig,
  bundles: readonly Bundle[],
  cache: Cache = NO_CACHE,
): Promise<GeneratedFile[]> {
  const files = bundles.map(async (bundle): Promise<GeneratedFile> => {
    const { version, document } = bundle;
    const from = () => [fingerprintOf(bundle).hash];
    const text = await cache.remember("types", from, async () => {
      // The compiler takes long to load, and most runs need it for no version or for one.
      const { toTypeScript } = await import("./transform.ts");
      return moduleOf(config, bundle, toTypeScript(prepare(document)));
    });
    return { path: pathOf(config, moduleName(version)), text: text ?? "" };
  });
  return [...(await Promise.all(files)), ...aliasModule(config)];
}

function pathOf({ folders }: GeneratorConfig, module: string): string {
  return `${folders.core}/src/generated/${module}.ts`;
}

function moduleOf(config: GeneratorConfig, { version, document }: Bundle, types: string): string {
  const parts = [
    BANNER,
    importsOf(document),
    types,
    listsInterface(document),
    webhooksInterface(document),
    searchTypes(document),
    createClient(config, version),
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

function createClient(
  { scope, tokenVariable, examplePath }: GeneratorConfig,
  version: string,
): string {
  return `/**
 * Makes a client that speaks version ${version} of the API, with openapi-fetch and its middleware.
 *
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * \`\`\`ts
 * import { createClient } from "${scope}/core/${moduleName(version)}";
 *
 * const client = createClient({ token: process.env["${tokenVariable}"] ?? "" });
 * const { data, error } = await client.GET("${examplePath}");
 * \`\`\`
 */
export const createClient: (options: ClientOptions) => FetchClient<paths, lists> = /* @__PURE__ */ clientFor("${version}");`;
}

/** A version under its second name: the same types, another value of the header. */
function aliasModule(config: GeneratorConfig): GeneratedFile[] {
  const { alias } = config;
  if (!alias) return [];
  const module = moduleName(alias.version);
  const text = `${BANNER}
import { type ClientOptions, clientFor, type FetchClient } from "../client/client.ts";
import type { lists, paths } from "./${module}.ts";

export type * from "./${module}.ts";

${createClient(config, alias.name)}
`;
  return [{ path: pathOf(config, moduleName(alias.name)), text }];
}
