import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Bundle, bundleAll } from "./description/bundle.ts";
import { DescriptionError } from "./description/problems.ts";
import { evidenceFile } from "./evidence/file.ts";
import { readLedger } from "./evidence/ledger.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { tablesFor } from "./tables/generate.ts";
import { typesFor } from "./types/generate.ts";

const root = path.resolve(import.meta.dirname, "..");

function generate(): GeneratedFile[] {
  const folder = path.join(root, "openapi");
  const bundles = bundleAll(folder);
  const versions = bundles.map(({ version }) => version);
  return [
    ...bundles.map(bundleFile),
    evidenceFile(readLedger(folder), versions),
    ...typesFor(bundles),
    ...tablesFor(bundles),
  ];
}

function bundleFile({ version, document }: Bundle): GeneratedFile {
  return { path: `openapi/dist/${version}.json`, text: `${JSON.stringify(document)}\n` };
}

/** Writes only what differs, so that watchers and caches see no change where there is none. */
function write(file: GeneratedFile): boolean {
  const target = path.join(root, file.path);
  try {
    if (readFileSync(target, "utf8") === file.text) return false;
  } catch {
    mkdirSync(path.dirname(target), { recursive: true });
  }
  writeFileSync(target, file.text);
  return true;
}

try {
  const files = generate();
  const changed = files.filter(write);
  console.log(`generated ${files.length} files, ${changed.length} of them changed`);
} catch (error) {
  if (!(error instanceof DescriptionError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
