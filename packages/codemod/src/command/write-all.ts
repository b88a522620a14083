import { accessSync, constants, realpathSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import writeFileAtomic from "write-file-atomic";
import { CodemodError } from "./codemod-error.ts";
import { nameOf, type ReportedFile } from "./report.ts";

/** A file before and after. */
export type Change = Pick<ReportedFile, "file" | "before" | "after">;

/**
 * Writes all files, or none: those that cannot be written are found before the first one is written, and when one
 * fails even so, those before it get their text back.
 *
 * @throws {CodemodError} with the name of the file that cannot be written.
 */
export function writeAll(changes: readonly Change[], cwd: string): void {
  for (const { file } of changes) withName(file, cwd, () => checkWritable(file));
  const written: Change[] = [];
  for (const change of changes) {
    try {
      withName(change.file, cwd, () => write(change.file, change.after));
    } catch (error) {
      for (const { file, before } of written) {
        withName(file, cwd, () => write(file, before), "still has the changes, and");
      }
      throw error;
    }
    written.push(change);
  }
}

/** A file is replaced by another one, so that its folder has to be writable too. */
function checkWritable(file: string): void {
  const real = realpathSync(file);
  for (const place of [real, path.dirname(real)]) {
    accessSync(place, constants.W_OK);
    // The superuser may write it in any case, and its owner did not want that.
    if ((statSync(place).mode & 0o222) === 0) throw new Error("it is read-only");
  }
}

function write(file: string, text: string): void {
  writeFileAtomic.sync(file, "", {
    // Written here: on a full disk, write-file-atomic renames a file that is incomplete.
    tmpfileCreated: (temporary) => writeFileSync(temporary, text),
  });
}

function withName(file: string, cwd: string, work: () => void, state = ""): void {
  try {
    work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fix =
      state === ""
        ? "nothing was changed; make it writable, and run the codemod again"
        : "restore it";
    throw new CodemodError(
      `${[nameOf(cwd, file), state].join(" ").trim()} cannot be written (${reason}): ${fix}`,
    );
  }
}
