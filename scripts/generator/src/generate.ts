import path from "node:path";
import { readApiVersions } from "./description/api-versions.ts";
import { type Bundle, bundleAll } from "./description/bundle.ts";
import { evidenceFile } from "./evidence/file.ts";
import { readLedger } from "./evidence/ledger.ts";
import { type GeneratedFile, removeStale, write } from "./generated-file.ts";
import { tablesFor } from "./tables/generate.ts";
import { typesFor } from "./types/generate.ts";
import { documentsFor } from "./versions/documents.ts";
import { manifestsFor } from "./versions/manifests.ts";
import { versionModules } from "./versions/modules.ts";

/**
 * Writes everything that follows from the description, and deletes what no longer does.
 *
 * @returns what was done, in words.
 * @throws {DescriptionError} with every mistake of the description. Then nothing is written.
 */
export function generate(root: string): string {
  const files = filesFor(root);
  const changed = files.filter((file) => write(root, file));
  const removed = removeStale(root, files);
  const done = [`${changed.length} of them changed`];
  if (removed.length > 0) done.push(`${removed.length} old ones removed`);
  return `generated ${files.length} files, ${done.join(", ")}`;
}

function filesFor(root: string): GeneratedFile[] {
  const folder = path.join(root, "openapi");
  const bundles = bundleAll(folder);
  const list = readApiVersions(folder);
  return [
    ...bundles.map(bundleFile),
    evidenceFile(readLedger(folder), list.versions),
    ...typesFor(bundles),
    ...tablesFor(bundles),
    ...versionModules(list),
    ...manifestsFor(root, list),
    ...documentsFor(root, list),
  ];
}

function bundleFile({ version, document }: Bundle): GeneratedFile {
  return { path: `openapi/dist/${version}.json`, text: `${JSON.stringify(document)}\n` };
}
