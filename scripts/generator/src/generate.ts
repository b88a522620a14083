import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { type Cache, FileCache, hashOf } from "./cache.ts";
import type { GeneratorConfig } from "./config.ts";
import { readApiVersions } from "./description/api-versions.ts";
import { type Bundle, bundleAll, fingerprintOf } from "./description/bundle.ts";
import { evidenceFile } from "./evidence/file.ts";
import { readLedger } from "./evidence/ledger.ts";
import { type GeneratedFile, removeStale, write } from "./generated-file.ts";
import { tablesFor } from "./tables/generate.ts";
import { typesFor } from "./types/generate.ts";
import { apiModules } from "./versions/api-modules.ts";
import { documentsFor } from "./versions/documents.ts";
import { manifestsFor } from "./versions/manifests.ts";
import { versionModules } from "./versions/modules.ts";

/** The result of a run: paths from the repository's root, and the numbers of things made anew. */
export interface Run {
  readonly files: number;
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  readonly made: Readonly<Record<string, number>>;
}

/**
 * Writes every file that is generated from the description, and deletes obsolete ones. Results of an
 * earlier run with the same inputs are taken from the cache.
 *
 * @throws {DescriptionError} with every mistake of the description. Then nothing is written.
 */
export async function generate(root: string, config: GeneratorConfig): Promise<Run> {
  const maker = hashOf(generatorOf(root), JSON.stringify(config));
  const cache = new FileCache(path.join(root, "node_modules/.cache/generator"), maker);
  const files = await filesFor(root, config, cache);
  const changed = files.filter((file) => write(root, file)).map((file) => file.path);
  const removed = removeStale(root, config, files);
  cache.deleteUnused();
  return { files: files.length, changed, removed, made: cache.made };
}

/** The result of a run, in words. */
export function described({ files, changed, removed, made }: Run): string {
  const done = [`${changed.length} of them changed`];
  if (removed.length > 0) done.push(`${removed.length} old ones removed`);
  const bundles = made["bundle"] ?? 0;
  return `generated ${files} files, ${done.join(", ")} (${bundles} API versions bundled anew)`;
}

async function filesFor(
  root: string,
  config: GeneratorConfig,
  cache: Cache,
): Promise<GeneratedFile[]> {
  const folder = path.join(root, config.folders.description);
  const bundles = bundleAll(folder, undefined, cache);
  const list = readApiVersions(folder, cache);
  return [
    ...bundles.map((bundle) => bundleFile(config, bundle)),
    evidenceFile(config, readLedger(folder, cache), list.versions),
    ...(await typesFor(config, bundles, cache)),
    ...tablesFor(config, bundles, cache),
    ...apiModules(config),
    ...versionModules(config, list),
    ...manifestsFor(config, root, list),
    ...documentsFor(config, root, list),
  ];
}

function bundleFile({ folders }: GeneratorConfig, bundle: Bundle): GeneratedFile {
  const file = `${folders.description}/dist/${bundle.version}.json`;
  return { path: file, text: `${fingerprintOf(bundle).text}\n` };
}

/** The generator's source and the installed packages: if one changes, everything is made anew. */
export function generatorOf(root: string): string {
  const own = path.join(root, "scripts/generator");
  const { tasks } = JSON.parse(readFileSync(path.join(own, "turbo.json"), "utf8")) as {
    tasks: { generate: { inputs: string[] } };
  };
  const inputs = tasks.generate.inputs.map((input) => input.replace("$TURBO_ROOT$", root));
  const source = inputs.filter((input) => input.startsWith("src/") || input.endsWith(".ts"));
  const files = globSync(source, { cwd: own, absolute: true }).sort();
  const installed = path.join(root, "node_modules/.package-lock.json");
  const texts = [...files, installed].map((file) => readFileSync(file, "utf8"));
  return hashOf(...texts);
}
