import type { GeneratorConfig } from "../config.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { BANNER } from "../tables/text.ts";

/** The modules with what core and the sandbox need of the API beside its description. */
export function apiModules(config: GeneratorConfig): GeneratedFile[] {
  return [coreModule(config), sandboxModule(config)];
}

function coreModule({ name, folders, hosts, versionHeader }: GeneratorConfig): GeneratedFile {
  const regions = Object.keys(hosts).map((region) => JSON.stringify(region));
  const rows = Object.entries(hosts).map(([region, url]) => `  ${region}: ${JSON.stringify(url)},`);
  const headers = versionHeader
    ? `(version) => ({ ${JSON.stringify(versionHeader.toLowerCase())}: version })`
    : "() => ({})";
  const text = `${BANNER}

/** The name of the API, for messages. */
export const apiName = ${JSON.stringify(name)};

/** Where a workspace's data is kept. */
export type Region = ${regions.join(" | ")};

/** The base URL of each region. */
export const hosts: Readonly<Record<Region, string>> = {
${rows.join("\n")}
};

/** The region of a client without one. */
export const defaultRegion: Region = ${regions[0]};

/** The header that selects an API version, by its lower-case name. */
export const versionHeaders: (version: string) => Record<string, string> = ${headers};
`;
  return { path: `${folders.core}/src/generated/api.ts`, text };
}

function sandboxModule({ alias, folders, versionHeader }: GeneratorConfig): GeneratedFile {
  const text = `${BANNER}

/** The header that selects an API version; \`undefined\` where none does. */
export const versionHeader: string | undefined = ${JSON.stringify(versionHeader)};

/** The second name of a version. */
export type AliasName = ${alias ? JSON.stringify(alias.name) : "never"};

/** The version that has a second name; \`undefined\` where none has one. */
export const alias: { readonly name: AliasName; readonly version: string } | undefined = ${JSON.stringify(alias)};
`;
  return { path: `${folders.sandbox}/src/generated/api.ts`, text };
}
