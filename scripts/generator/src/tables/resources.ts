import { apiNames, type GeneratorConfig } from "../config.ts";
import { moduleName } from "../description/api-versions.ts";
import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import type { VersionMethods } from "./methods.ts";
import { BANNER, pascalCase } from "./text.ts";
import { absentPlaces, treeOf } from "./tree.ts";
import { TypeNames } from "./type-names.ts";

/** The modules of the resources of one API version, each with the rows of its resource only. */
export function resourceFiles(
  config: GeneratorConfig,
  version: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
): GeneratedFile[] {
  return resourceFilesOf(config, version, facts, version.version);
}

/** Those of a version under its second name. */
export function aliasResourceFiles(
  config: GeneratorConfig,
  version: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
): GeneratedFile[] {
  return resourceFilesOf(config, version, facts, config.alias?.name ?? version.version);
}

function resourceFilesOf(
  config: GeneratorConfig,
  version: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
  header: string,
): GeneratedFile[] {
  const module = moduleName(header);
  const names = new TypeNames(version);
  const absent = absentPlaces(facts.values(), version.methods);
  return [...treeOf(version.methods).keys()].map((id) => {
    const ids = absent.filter((place) => place.startsWith(`${id}.`));
    const hasFiles = [...facts.values()].some(
      (one) => one.response === "stream" && one.id.startsWith(`${id}.`),
    );
    const text = resourceModule(config, {
      id,
      methods: names.methodsOf(id),
      header,
      types: moduleName(version.version),
      absent: ids,
      hasFiles,
    });
    return { path: `${config.folders.client}/src/generated/${module}/${id}.ts`, text };
  });
}

/** A resource of a version, and the module of the version that has its types. */
interface Resource {
  readonly id: string;
  readonly methods: string;
  readonly header: string;
  readonly types: string;
  readonly absent: readonly string[];
  readonly hasFiles: boolean;
}

function resourceModule(config: GeneratorConfig, resource: Resource): string {
  const { id, methods, header, types, absent, hasFiles } = resource;
  const { scope, tokenVariable } = config;
  const { options, variable } = apiNames(config);
  const module = moduleName(header);
  const download = hasFiles ? `import { createDownload } from "../../methods/download.ts";\n` : "";
  const name = pascalCase(id);
  return `${BANNER}

import { createRequester } from "${scope}/core";
import { walk } from "${scope}/pagination";
${download}import type { ${options} } from "../../options.ts";
import { type BindResource, createBindResource } from "../../resource.ts";
import type { ${methods} } from "../${types}.ts";
import { ${id} } from "../routes.ts";

export type { ${methods} };

/**
 * Creates the methods of \`${variable}.${id}\` for a client of version ${header}, of whichever kind. A bundle has
 * the other resources, and the parts of a client, only if it imports them.
 *
 * @example
 * \`\`\`ts
 * import { bind${name} } from "${scope}/client/${module}/${id}";
 * import { createRequester } from "${scope}/core";
 *
 * const client = createRequester("${header}", { token: process.env["${tokenVariable}"] ?? "" });
 * const ${id} = bind${name}(client);
 * \`\`\`
 */
export const bind${name}: BindResource<${methods}> = /* @__PURE__ */ createBindResource<${methods}>(
  "${id}",
  "${header}",
  ${id},
  ${JSON.stringify(absent)},${hasFiles ? "\n  createDownload," : ""}
);

/**
 * Creates the methods of \`${variable}.${id}\` in version ${header}, with a client of their own.
 *
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * \`\`\`ts
 * import { create${name} } from "${scope}/client/${module}/${id}";
 *
 * const ${id} = create${name}({ token: process.env["${tokenVariable}"] ?? "" });
 * \`\`\`
 */
export function create${name}(options: ${options}): ${methods} {
  return bind${name}(createRequester("${header}", options), walk);
}
`;
}
