import type { GeneratorConfig } from "../config.ts";
import { versionsInRange } from "../description/ranges.ts";
import type { GeneratedFile } from "../generated-file.ts";
import { type Entry, isSchemaEntry, listsEveryKey, seenOf } from "./ledger.ts";

/**
 * The ledger as JSON, `evidence.json` of the published description: the entries of highest belief come first,
 * versions and types are lists, and `whole` states that the objects had no other keys.
 */
export function evidenceFile(
  { folders }: GeneratorConfig,
  ledger: readonly Entry[],
  versions: readonly string[],
): GeneratedFile {
  const entries = ledger.map((entry) => {
    const common = { ...entry, versions: [...versionsInRange(entry.versions, versions)] };
    if (!isSchemaEntry(entry)) return common;
    const properties = Object.fromEntries(
      Object.entries(entry.properties ?? {}).map(([name, seen]) => [name, seenOf(seen)]),
    );
    return { ...common, properties, whole: listsEveryKey(entry) };
  });
  return {
    path: `${folders.description}/dist/evidence/ledger.json`,
    text: `${JSON.stringify(entries)}\n`,
  };
}
