import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";

/** What an earlier run made, by the hash of all that it was made from. */
export interface Cache {
  /**
   * What `make` gives, which has to follow from `from` alone. It is made only where no earlier run
   * made it. It has to be plain JSON, or a promise of that; `undefined` is not kept.
   */
  remember<T>(what: string, from: () => readonly string[], make: () => T): T;
}

/** Keeps nothing: everything is made whenever it is asked for. */
export const NO_CACHE: Cache = { remember: (_what, _from, make) => make() };

/** Keeps what was made as files of a folder. A file that is not as it was written is not read. */
export class FileCache implements Cache {
  /** What this run had to make, by kind. */
  readonly made: Record<string, number> = {};
  readonly #folder: string;
  readonly #maker: string;
  readonly #used = new Set<string>();

  /** `maker` stands for the program that makes it all: with another one, nothing is known. */
  constructor(folder: string, maker: string) {
    this.#folder = folder;
    this.#maker = maker;
  }

  remember<T>(what: string, from: () => readonly string[], make: () => T): T {
    const name = `${what}-${hashOf(this.#maker, ...from())}`;
    this.#used.add(name);
    const kept = this.#read(name);
    if (kept !== undefined) return JSON.parse(kept) as T;
    this.made[what] = (this.made[what] ?? 0) + 1;
    const keep = (value: Awaited<T>) => this.#keep(name, value);
    const value = make();
    return value instanceof Promise ? (value.then(keep) as T) : keep(value as Awaited<T>);
  }

  /** Deletes what this run had no use for. */
  deleteUnused(): void {
    for (const name of globSync("*", { cwd: this.#folder })) {
      if (!this.#used.has(name)) rmSync(path.join(this.#folder, name), { force: true });
    }
  }

  /** A file is the hash of its text, and the text. */
  #read(name: string): string | undefined {
    let file: string;
    try {
      file = readFileSync(path.join(this.#folder, name), "utf8");
    } catch {
      return undefined;
    }
    const end = file.indexOf("\n");
    const text = file.slice(end + 1);
    return end > 0 && file.slice(0, end) === hashOf(text) ? text : undefined;
  }

  /** Gives a value back as a later run reads it, so that both are the same in every respect. */
  #keep<T>(name: string, value: T): T {
    if (value === undefined) return value;
    const text = JSON.stringify(value);
    const target = path.join(this.#folder, name);
    // Under another name first, so that a run that is stopped leaves no half of a file.
    const partial = `${target}.${process.pid}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(partial, `${hashOf(text)}\n${text}`);
      renameSync(partial, target);
    } catch {
      // What cannot be kept is made again by the next run.
    }
    return JSON.parse(text) as T;
  }
}

/** A hash of some texts, which tells where one ends and the next begins. */
export function hashOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n`).update(text);
  return hash.digest("hex");
}
