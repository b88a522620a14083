import { createRequire } from "node:module";
import { groupBy } from "../../group.ts";
import { seenWords } from "../model/ranges.ts";
import type { FieldRow } from "./rows.ts";

/** What was seen of a schema or an operation, as `@interkit/openapi` publishes it. */
export interface LedgerEntry {
  readonly schema?: string;
  readonly operation?: string;
  readonly source: string;
  readonly seen: string;
  readonly versions: readonly string[];
  readonly says?: string;
  readonly properties?: Readonly<Record<string, readonly string[]>>;
  /** Whether it lists every field that the objects had. */
  readonly whole?: boolean;
}

/** In words, and in the order of belief. */
const sources: ReadonlyMap<string, string> = new Map([
  ["recorded", "recorded"],
  ["stated", "checked live"],
  ["vendor-overrides", "Intercom's overrides of its description"],
  ["vendor-pages", "Intercom's pages"],
  ["vendor-clients", "Intercom's clients"],
  ["official", "Intercom's description"],
  ["official-examples", "the examples of Intercom's description"],
]);

const order = [...sources.keys()];

/** Why fields are null or always there. */
export class Evidence {
  readonly #schemas: Map<string, LedgerEntry[]>;
  readonly #operations: Map<string, LedgerEntry[]>;
  readonly #all: readonly string[];

  /** @param all The versions, oldest first. */
  constructor(all: readonly string[], ledger: readonly LedgerEntry[] = readLedger()) {
    this.#all = all;
    this.#schemas = groupBy(ledger, ({ schema }) => schema);
    this.#operations = groupBy(ledger, ({ operation }) => operation);
  }

  /** `Null and always there: recorded 2026-05 in 2.11.`, or the same for a field that was missing. */
  ofField(row: FieldRow, version: string): string[] {
    const { places, name, isNullable, isRequired } = row;
    const entries = places.flatMap((place) => this.#schemas.get(place) ?? []);
    const best = (holds: (seen: readonly string[]) => boolean) => {
      const found = entries.filter((entry) => holds(seenOf(entry, name, version)));
      const [first] = found.toSorted((one, other) => compare(one, other, version));
      return first === undefined ? undefined : this.#words(first);
    };
    const isNull = isNullable ? best((seen) => seen.includes("null")) : undefined;
    const isThere = isRequired
      ? best((seen) => seen.length > 0 && !seen.includes("absent"))
      : best((seen) => seen.includes("absent"));
    const presence = isRequired ? "always there" : "missing";
    if (isNull !== undefined && isNull === isThere) return [`Null, and ${presence}: ${isNull}.`];
    return [
      ...(isNull === undefined ? [] : [`Null: ${isNull}.`]),
      ...(isThere === undefined ? [] : [`${isRequired ? "Always there" : "Missing"}: ${isThere}.`]),
    ];
  }

  /** What was seen of the behaviour of an operation in a version. */
  ofOperation(id: string, version: string): string[] {
    const entries = (this.#operations.get(id) ?? []).filter((entry) =>
      entry.versions.includes(version),
    );
    return entries.map((entry) => `${entry.says?.trim()} (${this.#words(entry)})`);
  }

  #words(entry: LedgerEntry): string {
    return evidenceWords(entry, this.#all);
  }
}

/** `recorded 2026-05 in 2.11`. */
export function evidenceWords(
  { source, seen, versions }: LedgerEntry,
  all: readonly string[],
): string {
  return `${sources.get(source) ?? source} ${seen} ${seenWords(versions, all)}`;
}

/** What was seen of a field; a field that a whole entry does not list was in none of its objects. */
function seenOf({ properties, whole, versions }: LedgerEntry, name: string, version: string) {
  const isAbsent = whole === true && versions.includes(version);
  return properties?.[name] ?? (isAbsent ? ["absent"] : []);
}

/** The source that is believed most, then an entry of the version itself, then the newest. */
function compare(one: LedgerEntry, other: LedgerEntry, version: string): number {
  const isOf = ({ versions }: LedgerEntry) => Number(versions.includes(version));
  return (
    order.indexOf(one.source) - order.indexOf(other.source) ||
    isOf(other) - isOf(one) ||
    (one.seen < other.seen ? 1 : -1)
  );
}

/** The evidence, as `@interkit/openapi` publishes it. */
export function readLedger(): LedgerEntry[] {
  return createRequire(import.meta.url)("@interkit/openapi/evidence.json") as LedgerEntry[];
}
