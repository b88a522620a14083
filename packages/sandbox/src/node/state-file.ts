import {
  accessSync,
  appendFileSync,
  closeSync,
  constants,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { replay } from "../state/replay.ts";
import type { StateFile } from "../state/state-file.ts";
import type { JournalEntry, Snapshot } from "../store/store.ts";
import { type Line, verifyChecksum, withChecksum } from "./checksum-lines.ts";
import { Lock } from "./lock.ts";

/** The journal may grow to this size before it is compacted, also when the snapshot is smaller. */
const minJournalBytes = 64 * 1024;

/**
 * Opens a file of JSON lines that keeps a state: a snapshot, then a journal entry for each request,
 * each line with a checksum. A kill of the program loses nothing that was written; a power cut may
 * lose the last entries.
 *
 * @throws {Error} when the file cannot be opened, with its name and the fix. An existing file is
 * not changed.
 */
export function openStateFile(path: string): StateFile {
  return new JsonLinesFile(path);
}

class JsonLinesFile implements StateFile {
  readonly #path: string;
  readonly #lock: Lock;
  /** The checksum of the last line. */
  #checksum = "";
  #snapshotBytes = 0;
  #bytes = 0;

  constructor(path: string) {
    this.#path = withFileName(path, () => realPath(path));
    this.#lock = withFileName(this.#path, () => new Lock(this.#path));
  }

  get needsCompaction(): boolean {
    return this.#bytes - this.#snapshotBytes > Math.max(this.#snapshotBytes, minJournalBytes);
  }

  read(): Snapshot | undefined {
    return withFileName(this.#path, () => {
      if (!existsSync(this.#path)) return undefined;
      // Checked before it is read: reading a FIFO or a device might never end.
      if (!statSync(this.#path).isFile()) throw new Error("It is not a file. Name one.");
      accessSync(this.#path, constants.R_OK | constants.W_OK);
      return this.#replay(readFileSync(this.#path, "utf8"));
    });
  }

  write(snapshot: Snapshot): void {
    withFileName(this.#path, () => {
      const { text, sum } = withChecksum(JSON.stringify(snapshot));
      writeFileAtomic.sync(this.#path, "", {
        // Written here: on a full disk, write-file-atomic renames a file that is incomplete.
        tmpfileCreated: (temporary) => {
          this.#lock.noteTemporaryFile(temporary);
          writeFileSync(temporary, text);
        },
      });
      this.#bytes = this.#snapshotBytes = Buffer.byteLength(text);
      this.#checksum = sum;
    });
  }

  append(step: JournalEntry): void {
    withFileName(this.#path, () => {
      if (statSync(this.#path, { throwIfNoEntry: false })?.size !== this.#bytes) {
        throw new Error(
          "Something else changed or removed it. Start the sandbox again: it takes what is there.",
        );
      }
      // Opened for each entry: `write` replaces the file.
      const file = openSync(this.#path, constants.O_WRONLY | constants.O_APPEND);
      try {
        this.#append(file, withChecksum(JSON.stringify(step), this.#checksum));
      } finally {
        closeSync(file);
      }
    });
  }

  close(): void {
    this.#lock.release();
  }

  #replay(text: string): Snapshot | undefined {
    try {
      return replay(text, verifyChecksum);
    } catch (error) {
      const reason = error instanceof Error ? error.message : "";
      throw new Error(`${reason} Repair the file, move it away, or use another.`, { cause: error });
    }
  }

  #append(file: number, { text, sum }: Line): void {
    try {
      appendFileSync(file, text);
      this.#bytes += Buffer.byteLength(text);
      this.#checksum = sum;
    } catch (error) {
      // A part of the line may be written; it is removed, so that the next line starts a new one.
      ftruncateSync(file, this.#bytes);
      throw error;
    }
  }
}

/** The real path of a file, also when the file does not exist yet. */
function realPath(path: string): string {
  const full = resolve(path);
  if (existsSync(full)) return realpathSync(full);
  return join(realpathSync(dirname(full)), basename(full));
}

const forbidden =
  "It, or its folder, may not be read and written. Change the permissions, or name another file.";

const remedies: Readonly<Record<string, string>> = {
  ENOENT: "There is no such folder. Make it first.",
  ENOTDIR: "There is no such folder. Name another one.",
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: "It may not be written. Name a file in another place.",
  ENOSPC: "The disk is full. Make room on it.",
};

/** Runs work on the file. An error gets the name of the file and the fix. */
function withFileName<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code = "", message } = error as NodeJS.ErrnoException;
    throw new Error(`The sandbox cannot keep its state in ${path}. ${remedies[code] ?? message}`, {
      cause: error,
    });
  }
}
