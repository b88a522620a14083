import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** A difference that a correction accounts for. */
export interface Covered {
  readonly correction: string;
  /** `+ response Contact.name | null` */
  readonly fact: string;
}

/** What the corrections covered when a maintainer last accepted it: by correction, then by fact. */
type Lock = Record<string, Record<string, string>>;

/**
 * The differences that corrections have been accepted for. A pattern covers all that it matches;
 * this list shows what that was, so that whatever falls under it later is seen.
 */
export class Coverage {
  readonly #file: string;
  readonly #versions: readonly string[];
  readonly #lock: Lock;

  constructor(folder: string, versions: readonly string[]) {
    this.#file = path.join(folder, "corrections.lock.json");
    this.#versions = versions;
    this.#lock = existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, "utf8")) : {};
  }

  /** Whether a correction was accepted for a place, such as `Contact.name`, in a version. */
  concerns(correction: string, place: string, version: string): boolean {
    return Object.entries(this.#lock[correction] ?? {}).some(
      ([fact, text]) => placeOf(fact) === place && included(text, this.#versions).includes(version),
    );
  }

  /** The ids of the corrections that were accepted for something, and what it was. */
  get corrections(): ReadonlyMap<string, readonly string[]> {
    return new Map(Object.entries(this.#lock).map(([id, facts]) => [id, Object.keys(facts)]));
  }

  /** Compares what is covered in a version with what was accepted for it. */
  check(version: string, covered: readonly Covered[]): { fresh: Covered[]; gone: Covered[] } {
    const accepted = this.#accepted(version);
    const key = ({ correction, fact }: Covered) => `${correction} ${fact}`;
    const [known, now] = [new Set(accepted.map(key)), new Set(covered.map(key))];
    return {
      fresh: covered.filter((one) => !known.has(key(one))),
      gone: accepted.filter((one) => !now.has(key(one))),
    };
  }

  /** Accepts what is covered in a version. */
  accept(version: string, covered: readonly Covered[]): void {
    const { fresh, gone } = this.check(version, covered);
    for (const { correction, fact } of [...fresh, ...gone]) {
      const facts = this.#lock[correction] ?? {};
      this.#lock[correction] = facts;
      const accepted = new Set(included(facts[fact], this.#versions));
      if (!accepted.delete(version)) accepted.add(version);
      if (accepted.size === 0) delete facts[fact];
      else facts[fact] = words(accepted, this.#versions);
    }
    this.#save();
  }

  #accepted(version: string): Covered[] {
    return Object.entries(this.#lock).flatMap(([correction, facts]) =>
      Object.entries(facts)
        .filter(([, text]) => included(text, this.#versions).includes(version))
        .map(([fact]) => ({ correction, fact })),
    );
  }

  #save(): void {
    const sorted = (object: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
    const lock = Object.entries(this.#lock)
      .filter(([, facts]) => Object.keys(facts).length > 0)
      .map(([correction, facts]) => [correction, sorted(facts)]);
    writeFileSync(this.#file, `${JSON.stringify(sorted(Object.fromEntries(lock)), null, 2)}\n`);
  }
}

/** The place of a fact in this description: `Contact.name`, `GET /contacts query per_page`. */
export function placeOf(fact: string): string {
  const [, place = ""] = /^[+-] (?:request |response )?(.*?) \| /.exec(fact) ?? [];
  return place.replace(/ \([^)]*\)|<[^>]*>/g, "");
}

/** The versions that a text names: `all`, `all but 2.7, 2.8`, or `2.11, 2.12`. */
function included(text: string | undefined, versions: readonly string[]): string[] {
  if (text === undefined) return [];
  const [, but, list = ""] = /^(all(?: but)?)? ?(.*)$/.exec(text) ?? [];
  const named = new Set(list.split(", "));
  return versions.filter((version) => named.has(version) === (but === undefined));
}

function words(accepted: ReadonlySet<string>, versions: readonly string[]): string {
  const missing = versions.filter((version) => !accepted.has(version));
  if (missing.length === 0) return "all";
  const listed = versions.filter((version) => accepted.has(version));
  return missing.length < listed.length ? `all but ${missing.join(", ")}` : listed.join(", ");
}
