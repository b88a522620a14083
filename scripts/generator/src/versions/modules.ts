import { apiNames, type GeneratorConfig } from "../config.ts";
import { type ApiVersions, moduleName } from "../description/api-versions.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { BANNER } from "../tables/text.ts";

/** The versions by the names that core and the client export them under. */
export function moduleNames({ alias }: GeneratorConfig, { versions }: ApiVersions): string[] {
  const names = [...versions, ...(alias ? [alias.name] : [])];
  return [...names.map(moduleName), "latest"];
}

/** The modules that hold the list itself, or follow from it alone. */
export function versionModules(config: GeneratorConfig, list: ApiVersions): GeneratedFile[] {
  const { core, client } = config.folders;
  return [
    ...[core, client].map((folder) => latestModule(folder, list)),
    sandboxVersions(config, list),
    sandboxBundles(config, list),
    ...clientsOfCli(config, list),
    ...versionsOfCodemod(config, list),
    modulesOfTests(config, list),
  ];
}

function latestModule(folder: string, { latest }: ApiVersions): GeneratedFile {
  const text = `${BANNER}

/** The newest stable version of the API, which is ${latest}. */
export * from "./${latest}.ts";
`;
  return { path: `${folder}/src/generated/latest.ts`, text };
}

function sandboxVersions(
  { folders }: GeneratorConfig,
  { versions, latest }: ApiVersions,
): GeneratedFile {
  const text = `${BANNER}

/** The API versions that have a bundle, oldest first. */
export const versions = [
${versions.map((version) => `  "${version}",`).join("\n")}
] as const;

/** The newest stable version. */
export const latest = "${latest}";
`;
  return { path: `${folders.sandbox}/src/generated/versions.ts`, text };
}

function sandboxBundles({ folders }: GeneratorConfig, { versions }: ApiVersions): GeneratedFile {
  const rows = versions.map((version) => {
    const bundle = `#bundle/${moduleName(version)}`;
    return `  "${version}": () => import("${bundle}", { with: { type: "json" } }),`;
  });
  const text = `${BANNER}

import type { Bundle } from "../description/openapi.ts";
import type { Version } from "../description/versions.ts";

/** The specifiers are written out, so that bundlers see them. */
export const sources: Record<Version, () => Promise<{ default: Bundle }>> = {
${rows.join("\n")}
};
`;
  return { path: `${folders.sandbox}/src/generated/bundles.ts`, text };
}

function versionsOfCodemod(
  { folders }: GeneratorConfig,
  { versions, latest }: ApiVersions,
): GeneratedFile[] {
  if (!folders.codemod) return [];
  const text = `${BANNER}

/** The modules of the client, one for each API version, oldest first. */
export const versions: readonly string[] = ${JSON.stringify(versions.map(moduleName))};

/** The newest stable version. */
export const latest = "${latest}";
`;
  return [{ path: `${folders.codemod}/src/generated/versions.ts`, text }];
}

function clientsOfCli(config: GeneratorConfig, { versions, latest }: ApiVersions): GeneratedFile[] {
  const { folders, scope } = config;
  if (!folders.cli) return [];
  const { create, options } = apiNames(config);
  const names = versions.map(moduleName);
  const rows = names.map((name) => `  "${name}": () => import("${scope}/client/${name}"),`);
  const text = `${BANNER}

import type { ${options} } from "${scope}/client";

/** The newest stable version. */
export const latest = "${latest}";

/** The versions, oldest first. */
export type ClientVersion = ${names.map((name) => `"${name}"`).join(" | ")};

/** The module of a version. */
export interface ClientModule {
  ${create}(options: ${options}): unknown;
}

/** The specifiers are written out, so that bundlers see them. */
export const clients: Readonly<Record<ClientVersion, () => Promise<ClientModule>>> = {
${rows.join("\n")}
};
`;
  return [{ path: `${folders.cli}/src/generated/clients.ts`, text }];
}

/** The versions that the tests of the client iterate over, so that none of them lists the versions. */
function modulesOfTests(config: GeneratorConfig, list: ApiVersions): GeneratedFile {
  const { folders, scope } = config;
  const { type } = apiNames(config);
  const names = moduleNames(config, list);
  const types = names.map(
    (name) => `  "${name}": {
    ${type}: import("${scope}/client/${name}").${type};
    operations: import("${scope}/core/${name}").operations;
  };`,
  );
  const text = `${BANNER}

/** Every module of a version. */
export const modules = ${JSON.stringify(names)} as const;

/** What each of them says of its version. */
export interface Modules {
${types.join("\n")}
}
`;
  return { path: `${folders.client}/test/generated/modules.ts`, text };
}
