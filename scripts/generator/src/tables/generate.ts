import { type Cache, NO_CACHE } from "../cache.ts";
import { type Bundle, fingerprintOf } from "../description/bundle.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { cliInputsFile } from "./cli-inputs.ts";
import { cliResourcesFile } from "./cli-resources.ts";
import { codemodOperationsFile } from "./codemod-operations.ts";
import { factsOf } from "./facts.ts";
import { interfacesFile, unstableFile } from "./interfaces.ts";
import { methodsOf } from "./methods.ts";
import { operationTableFile } from "./operation-table.ts";
import { resourceFiles, unstableResourceFiles } from "./resources.ts";
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
export function tablesFor(bundles: readonly Bundle[], cache: Cache = NO_CACHE): GeneratedFile[] {
  const from = () => bundles.map((bundle) => fingerprintOf(bundle).hash);
  return cache.remember("tables", from, () => filesOf(bundles, cache)) ?? [];
}

function filesOf(bundles: readonly Bundle[], cache: Cache): GeneratedFile[] {
  const versions = bundles.map(methodsOf);
  const facts = factsOf(versions);
  const preview = versions.at(-1);
  const known = JSON.stringify([...facts]);
  return [
    operationTableFile([...facts.values()]),
    routesFile([...facts.values()]),
    ...versions.flatMap((version) => {
      const from = () => [fingerprintOf(version).hash, known];
      return cache.remember("interfaces", from, () => interfacesFile(version, facts)) ?? [];
    }),
    ...versions.flatMap((version) => resourceFiles(version, facts)),
    unstableFile(preview, facts),
    ...(preview ? unstableResourceFiles(preview, facts) : []),
    cliInputsFile([...facts.values()]),
    cliResourcesFile(versions),
    codemodOperationsFile([...facts.values()], versions),
    sandboxOperationsFile(versions),
    sandboxSearchesFile(versions),
    sandboxTopicsFile(bundles),
    searchFieldsFile(bundles),
  ];
}
