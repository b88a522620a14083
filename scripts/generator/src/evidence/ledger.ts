import { globSync } from "tinyglobby";
import { JSON_TYPES } from "../../../../openapi/src/schemas.ts";
import { type Cache, NO_CACHE } from "../cache.ts";
import { readYaml } from "../description/yaml.ts";

/** The kinds of source, in the order of belief, the highest first. */
export const SOURCES = [
  "recorded",
  "stated",
  "vendor-overrides",
  "vendor-pages",
  "vendor-clients",
  "official",
  "official-examples",
] as const;
export type SourceKind = (typeof SOURCES)[number];

/** Sources that observed responses of the real API. All of them hold; the others yield to them. */
export const OBSERVED: readonly SourceKind[] = ["recorded", "stated"];

/** What was seen of a property; `absent` is an object without it. */
export const SEEN = [...JSON_TYPES, "absent"] as const;
export type Seen = (typeof SEEN)[number];

interface Common {
  readonly source: SourceKind;
  readonly from: string;
  readonly seen: string;
  readonly versions: string;
  /** A sentence about anything but types: a format, a rule, a behaviour. */
  readonly says?: string;
}

/** Evidence about a schema. */
export interface SchemaEntry extends Common {
  /** A component, or a place in it: `Contact`, `Article.statistics`, `Boat.sails[]`. */
  readonly schema: string;
  /** How many objects were seen. */
  readonly samples?: number;
  /** The source may have left keys out, so that a missing key proves nothing. */
  readonly partial?: true;
  /** `"integer | null"` by property; `admin_ids[]` are the elements of `admin_ids`. */
  readonly properties?: Readonly<Record<string, string>>;
  /** The words seen of properties whose schema lists words. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
}

/** Evidence about an operation. */
export interface OperationEntry extends Common {
  readonly operation: string;
  readonly says: string;
}

export type Entry = SchemaEntry | OperationEntry;

export const isSchemaEntry = (entry: Entry): entry is SchemaEntry => "schema" in entry;

/** The types and states of a property in an entry, as a list. */
export const seenOf = (text: string): Seen[] => text.split(" | ") as Seen[];

/** Whether the entry lists every key that its objects had. */
export const listsEveryKey = (entry: SchemaEntry): boolean =>
  entry.source === "recorded" && entry.properties !== undefined && !entry.partial;

/** The files of the ledger in the folder of the description. */
export const evidenceFiles = (folder: string): string[] =>
  globSync("evidence/*.yaml", { cwd: folder }).sort();

/** Reads the ledger, the highest belief first. `checkEvidence` checks its form. */
export function readLedger(folder: string, cache: Cache = NO_CACHE): Entry[] {
  return evidenceFiles(folder)
    .flatMap((file) => {
      const entries: unknown = readYaml(folder, file, new WeakMap(), [], cache);
      return Array.isArray(entries) ? (entries as Entry[]) : [];
    })
    .sort((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source));
}
