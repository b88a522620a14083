import type { GeneratedFile } from "../generated-file.ts";
import type { Facts } from "./facts.ts";
import type { VersionMethods } from "./methods.ts";
import { BANNER, pascalCase } from "./text.ts";
import { absentPlaces, treeOf } from "./tree.ts";
import { TypeNames } from "./type-names.ts";

/** The modules of the resources of one API version, each with the rows of its resource only. */
export function resourceFiles(
  version: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
): GeneratedFile[] {
  const module = version.version.toLowerCase();
  return resourceFilesOf(version, facts, version.version, module, module);
}

/** Those of Preview under its older name. */
export function unstableResourceFiles(
  preview: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
): GeneratedFile[] {
  return resourceFilesOf(preview, facts, "Unstable", "unstable", preview.version.toLowerCase());
}

/** @param types The module of the version that has the types. */
function resourceFilesOf(
  version: VersionMethods,
  facts: ReadonlyMap<string, Facts>,
  header: string,
  module: string,
  types: string,
): GeneratedFile[] {
  const names = new TypeNames(version);
  const absent = absentPlaces(facts.values(), version.methods);
  return [...treeOf(version.methods).keys()].map((id) => {
    const ids = absent.filter((place) => place.startsWith(`${id}.`));
    const hasFiles = [...facts.values()].some(
      (one) => one.response === "stream" && one.id.startsWith(`${id}.`),
    );
    const text = resourceModule(id, names.methodsOf(id), header, module, types, ids, hasFiles);
    return { path: `packages/client/src/generated/${module}/${id}.ts`, text };
  });
}

function resourceModule(
  id: string,
  methods: string,
  header: string,
  module: string,
  types: string,
  absent: readonly string[],
  hasFiles: boolean,
): string {
  const download = hasFiles ? `import { createDownload } from "../../methods/download.ts";\n` : "";
  const name = pascalCase(id);
  return `${BANNER}

import { createRequester } from "@interkit/core";
import { walk } from "@interkit/pagination";
${download}import type { IntercomOptions } from "../../options.ts";
import { type BindResource, createBindResource } from "../../resource.ts";
import type { ${methods} } from "../${types}.ts";
import { ${id} } from "../routes.ts";

export type { ${methods} };

/**
 * Creates the methods of \`intercom.${id}\` for a client of version ${header}, of whichever kind. A bundle has
 * the other resources, and the parts of a client, only if it imports them.
 *
 * @example
 * \`\`\`ts
 * import { bind${name} } from "@interkit/client/${module}/${id}";
 * import { createRequester } from "@interkit/core";
 *
 * const client = createRequester("${header}", { token: process.env["INTERCOM_TOKEN"] ?? "" });
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
 * Creates the methods of \`intercom.${id}\` in version ${header}, with a client of their own.
 *
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * \`\`\`ts
 * import { create${name} } from "@interkit/client/${module}/${id}";
 *
 * const ${id} = create${name}({ token: process.env["INTERCOM_TOKEN"] ?? "" });
 * \`\`\`
 */
export function create${name}(options: IntercomOptions): ${methods} {
  return bind${name}(createRequester("${header}", options), walk);
}
`;
}
