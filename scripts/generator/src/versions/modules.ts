import { type ApiVersions, moduleName } from "../description/api-versions.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { BANNER } from "../tables/text.ts";

/** The versions by the names that `@interkit/core` and `@interkit/client` export them under. */
export function moduleNames({ versions }: ApiVersions): string[] {
  return [...versions.map(moduleName), "unstable", "latest"];
}

/** The modules that hold the list itself, or follow from it alone. */
export function versionModules(list: ApiVersions): GeneratedFile[] {
  return [
    ...["core", "client"].map((name) => latestModule(name, list)),
    sandboxVersions(list),
    sandboxBundles(list),
    clientsOfCli(list),
    modulesOfTests(list),
  ];
}

function latestModule(name: string, { latest }: ApiVersions): GeneratedFile {
  const text = `${BANNER}

/** The newest stable version of the API, which is ${latest}. */
export * from "./${latest}.ts";
`;
  return { path: `packages/${name}/src/generated/latest.ts`, text };
}

function sandboxVersions({ versions, latest }: ApiVersions): GeneratedFile {
  const text = `${BANNER}

/** The API versions that have a bundle, oldest first. */
export const versions = [
${versions.map((version) => `  "${version}",`).join("\n")}
] as const;

/** The newest stable version. */
export const latest = "${latest}";
`;
  return { path: "packages/sandbox/src/generated/versions.ts", text };
}

function sandboxBundles({ versions }: ApiVersions): GeneratedFile {
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
  return { path: "packages/sandbox/src/generated/bundles.ts", text };
}

function clientsOfCli({ versions, latest }: ApiVersions): GeneratedFile {
  const names = versions.map(moduleName);
  const rows = names.map((name) => `  "${name}": () => import("@interkit/client/${name}"),`);
  const text = `${BANNER}

import type { IntercomOptions } from "@interkit/client";

/** The newest stable version. */
export const latest = "${latest}";

/** The versions, oldest first. */
export type ClientVersion = ${names.map((name) => `"${name}"`).join(" | ")};

/** The module of a version. */
export interface ClientModule {
  createIntercom(options: IntercomOptions): unknown;
}

/** The specifiers are written out, so that bundlers see them. */
export const clients: Readonly<Record<ClientVersion, () => Promise<ClientModule>>> = {
${rows.join("\n")}
};
`;
  return { path: "packages/cli/src/generated/clients.ts", text };
}

/** The versions that the tests of the client iterate over, so that none of them lists the versions. */
function modulesOfTests(list: ApiVersions): GeneratedFile {
  const names = moduleNames(list);
  const types = names.map(
    (name) => `  "${name}": {
    Intercom: import("@interkit/client/${name}").Intercom;
    operations: import("@interkit/core/${name}").operations;
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
  return { path: "packages/client/test/generated/modules.ts", text };
}
