import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The locks of this process. */
const locks = new Set<Lock>();

/**
 * Prevents two sandboxes from writing to one file: it creates a lock file beside it, named after
 * the process. Each process has its own lock file, so a new lock cannot be mistaken for a stale
 * one. A lock file whose process no longer exists is removed.
 */
export class Lock {
  readonly #file: string;
  readonly #path: string;

  /** @throws {Error} when another sandbox has locked the file. */
  constructor(file: string) {
    this.#file = file;
    this.#path = `${file}.${process.pid}.lock`;
    if ([...locks].some((lock) => lock.#file === file)) {
      throw new Error("Another sandbox of this program has it open; close() that one first.");
    }
    // A lock with this process id is stale: containers count process ids from 1.
    this.#remove(this.#path);
    writeFileSync(this.#path, "");
    locks.add(this);
    for (const [pid, path] of this.#others()) {
      if (!isAlive(pid)) this.#remove(path);
      else {
        this.release();
        throw new Error(
          `Process ${pid} has it open; stop that one first. ` +
            `If it is no sandbox, delete ${path} instead.`,
        );
      }
    }
  }

  /** Records a temporary file, which is removed with the lock if the process is killed. */
  noteTemporaryFile(temporary: string): void {
    writeFileSync(this.#path, temporary);
  }

  release(): void {
    rmSync(this.#path, { force: true });
    locks.delete(this);
  }

  #others(): [number, string][] {
    const folder = dirname(this.#file);
    const name = `${basename(this.#file)}.`;
    return readdirSync(folder)
      .filter((other) => other.startsWith(name) && /^\d+\.lock$/.test(other.slice(name.length)))
      .map((other): [number, string] => [
        parseInt(other.slice(name.length), 10),
        join(folder, other),
      ])
      .filter(([, path]) => path !== this.#path);
  }

  #remove(path: string): void {
    try {
      const temporary = readFileSync(path, "utf8");
      if (temporary.startsWith(`${this.#file}.`)) rmSync(temporary, { force: true });
    } catch {
      // There is no such lock file.
    }
    rmSync(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

// A program that ends without closing its sandboxes leaves no lock files.
process.on("exit", () => {
  for (const lock of locks) lock.release();
});
