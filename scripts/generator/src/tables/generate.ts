import { type Cache, NO_CACHE } from "../cache.ts";
import type { GeneratorConfig } from "../config.ts";
import { type Bundle, fingerprintOf } from "../description/bundle.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { cliInputsFile } from "./cli-inputs.ts";
import { cliResourcesFile } from "./cli-resources.ts";
import { codemodOperationsFile } from "./codemod-operations.ts";
import { factsOf } from "./facts.ts";
import { aliasFile, interfacesFile } from "./interfaces.ts";
import { methodsOf } from "./methods.ts";
import { operationTableFile } from "./operation-table.ts";
import { aliasResourceFiles, resourceFiles } from "./resources.ts";
import { routesFile } from "./routes.ts";
import { sandboxOperationsFile } from "./sandbox-operations.ts";
import { sandboxTopicsFile } from "./sandbox-topics.ts";
import { searchFieldsFile } from "./search-fields.ts";
import { sandboxSearchesFile } from "./searches.ts";

/**
 * The tables and interfaces made from the operations of the description: core's table of operations,
 * the places and the types of methods, the sandbox's lists of operations and topics, and the inputs of
 * methods and the resources for the command line, and the methods for the codemod.
 */
export function tablesFor(
  config: GeneratorConfig,
  bundles: readonly Bundle[],
  cache: Cache = NO_CACHE,
): GeneratedFile[] {
  const from = () => bundles.map((bundle) => fingerprintOf(bundle).hash);
  return cache.remember("tables", from, () => filesOf(config, bundles, cache)) ?? [];
}

function filesOf(
  config: GeneratorConfig,
  bundles: readonly Bundle[],
  cache: Cache,
): GeneratedFile[] {
  const versions = bundles.map(methodsOf);
  const facts = factsOf(versions);
  const aliased = versions.find(({ version }) => version === config.alias?.version);
  const known = JSON.stringify([...facts]);
  return [
    operationTableFile(config, [...facts.values()]),
    routesFile(config, [...facts.values()]),
    ...versions.flatMap((version) => {
      const from = () => [fingerprintOf(version).hash, known];
      return cache.remember("interfaces", from, () => interfacesFile(config, version, facts)) ?? [];
    }),
    ...versions.flatMap((version) => resourceFiles(config, version, facts)),
    ...(aliased ? [aliasFile(config, aliased, facts)] : []),
    ...(aliased ? aliasResourceFiles(config, aliased, facts) : []),
    ...cliInputsFile(config, [...facts.values()]),
    ...cliResourcesFile(config, versions),
    ...codemodOperationsFile(config, [...facts.values()], versions),
    sandboxOperationsFile(config, versions),
    ...sandboxSearchesFile(config, versions),
    sandboxTopicsFile(config, bundles),
    ...searchFieldsFile(config, bundles),
  ];
}
