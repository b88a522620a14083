import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";

/** The results of earlier runs, by the hash of their inputs. */
export interface Cache {
  /**
   * Returns the result of `make`, which must depend on `from` alone. `make` is called only if no
   * earlier run has kept its result. That must be plain JSON, or a promise of it; `undefined` is not kept.
   */
  remember<T>(what: string, from: () => readonly string[], make: () => T): T;
}

/** Keeps nothing: everything is made on each request. */
export const NO_CACHE: Cache = { remember: (_what, _from, make) => make() };

/** Keeps results as files of a folder. A file that was changed since it was written is ignored. */
export class FileCache implements Cache {
  /** The results that this run had to make, by kind. */
  readonly made: Record<string, number> = {};
  readonly #folder: string;
  readonly #maker: string;
  readonly #used = new Set<string>();

  /** `maker` identifies the program that makes the results: those of another one are not used. */
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

  /** Deletes the results that this run did not use. */
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

  /** Returns a value as a later run reads it, so that both are the same in every respect. */
  #keep<T>(name: string, value: T): T {
    if (value === undefined) return value;
    const text = JSON.stringify(value);
    const target = path.join(this.#folder, name);
    // The file gets another name first, so that an interrupted run leaves no incomplete file.
    const partial = `${target}.${process.pid}`;
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(partial, `${hashOf(text)}\n${text}`);
      renameSync(partial, target);
    } catch {
      // The next run makes a result again that cannot be kept.
    }
    return JSON.parse(text) as T;
  }
}

/** A hash of some texts, which depends on where one ends and the next begins. */
export function hashOf(...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}\n`).update(text);
  return hash.digest("hex");
}
