import { createRequire } from "node:module";
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

  /** `Null: recorded 2026-05 in 2.11.`, and the same for a field that is always there, or was missing. */
  ofField({ places, name, isNullable, isRequired }: FieldRow, version: string): string[] {
    const entries = places.flatMap((place) => this.#schemas.get(place) ?? []);
    const facts: [word: string, holds: (seen: readonly string[]) => boolean][] = [
      ...(isNullable ? ([["Null", (seen) => seen.includes("null")]] as typeof facts) : []),
      isRequired
        ? ["Always there", (seen) => seen.length > 0 && !seen.includes("absent")]
        : ["Missing", (seen) => seen.includes("absent")],
    ];
    return facts.flatMap(([word, holds]) => {
      const found = entries.filter(({ properties }) => holds(properties?.[name] ?? []));
      const [best] = found.toSorted((one, other) => compare(one, other, version));
      return best === undefined ? [] : [`${word}: ${this.#words(best)}.`];
    });
  }

  /** What was seen of the behaviour of an operation in a version. */
  ofOperation(id: string, version: string): string[] {
    const entries = (this.#operations.get(id) ?? []).filter((entry) =>
      entry.versions.includes(version),
    );
    return entries.map((entry) => `${entry.says?.trim()} (${this.#words(entry)})`);
  }

  #words({ source, seen, versions }: LedgerEntry): string {
    const range = seenWords(new Set(versions), this.#all);
    return `${sources.get(source) ?? source} ${seen} in ${range}`;
  }
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

function groupBy(
  ledger: readonly LedgerEntry[],
  keyOf: (entry: LedgerEntry) => string | undefined,
): Map<string, LedgerEntry[]> {
  const groups = new Map<string, LedgerEntry[]>();
  for (const entry of ledger) {
    const key = keyOf(entry);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return groups;
}

function readLedger(): LedgerEntry[] {
  return createRequire(import.meta.url)("@interkit/openapi/evidence.json") as LedgerEntry[];
}
