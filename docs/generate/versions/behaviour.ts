import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { evidenceWords, type LedgerEntry, readLedger } from "../reference/fields/evidence.ts";
import { table } from "../table.ts";

/** A change of behaviour: behaviour.yaml describes its fields. */
export interface BehaviourChange {
  readonly what: string;
  readonly methods: readonly string[];
  readonly before: string;
  readonly after: string;
  readonly since: string;
  readonly lastBefore?: string;
  readonly except?: readonly string[];
  readonly evidence: readonly Pick<LedgerEntry, "schema" | "operation" | "source" | "seen">[];
}

/** How a version behaves: `either` lies between the versions that were seen. */
type State = "before" | "either" | "after";

/** The changes of behaviour between API versions, which no comparison of types finds. */
export class Behaviour {
  readonly changes: readonly BehaviourChange[];
  readonly #versions: readonly string[];
  readonly #ledger: readonly LedgerEntry[];

  /** @param versions All versions, oldest first. */
  constructor(
    versions: readonly string[],
    changes: readonly BehaviourChange[] = readChanges(),
    ledger: readonly LedgerEntry[] = readLedger(),
  ) {
    this.changes = changes;
    this.#versions = versions;
    this.#ledger = ledger;
  }

  /** The changes between two versions, the older one first, of methods that both have. */
  between(from: string, to: string, isInBoth: (method: string) => boolean): BehaviourChange[] {
    return this.changes.filter(
      (change) => change.methods.some(isInBoth) && this.#in(change, from) !== this.#in(change, to),
    );
  }

  /** Changes as a table with a column for each of two versions. */
  tableOfPair(changes: readonly BehaviourChange[], from: string, to: string): string {
    const rows = changes.map((change) => [
      change.what,
      textOf(change, this.#in(change, from)),
      textOf(change, this.#in(change, to)),
      this.#sources(change),
    ]);
    return table(["What", `In ${from}`, `In ${to}`, "Source"], rows);
  }

  /** All changes as a table, by the version that made them. */
  tableOfAll(): string {
    const order = (change: BehaviourChange) => this.#versions.indexOf(change.since);
    const rows = this.changes
      .toSorted((one, other) => order(one) - order(other))
      .map((change) => [
        change.what,
        change.before,
        change.after,
        sinceWords(change),
        this.#sources(change),
      ]);
    return table(["What", "Before", "After", "Since", "Source"], rows);
  }

  #in({ since, lastBefore, except = [] }: BehaviourChange, version: string): State {
    const at = (one: string) => this.#versions.indexOf(one);
    if (except.includes(version)) return "before";
    if (at(version) >= at(since)) return "after";
    return lastBefore !== undefined && at(version) > at(lastBefore) ? "either" : "before";
  }

  /** @throws {Error} for evidence that the ledger does not have. */
  #sources({ what, evidence }: BehaviourChange): string {
    const words = evidence.flatMap(({ schema, operation, source, seen }) => {
      const found = this.#ledger.filter(
        (entry) =>
          entry.schema === schema &&
          entry.operation === operation &&
          entry.source === source &&
          entry.seen === seen,
      );
      if (found.length > 0) return found.map((entry) => evidenceWords(entry, this.#versions));
      const name = `${schema ?? operation}, ${source} ${seen}`;
      throw new Error(`The evidence has no entry ${name}, which is named for: ${what}`);
    });
    return [...new Set(words)].join("; ");
  }
}

function readChanges(): BehaviourChange[] {
  return parse(readFileSync(path.join(import.meta.dirname, "behaviour.yaml"), "utf8"));
}

function textOf({ before, after }: BehaviourChange, state: State): string {
  if (state === "before") return before;
  return state === "after" ? after : `${before}, or ${after}: not known`;
}

function sinceWords({ since, lastBefore, except = [] }: BehaviourChange): string {
  const but = except.length === 0 ? "" : `, not in ${except.join(", ")}`;
  return lastBefore === undefined
    ? `${since}${but}`
    : `${since}, or a version after ${lastBefore}${but}`;
}
