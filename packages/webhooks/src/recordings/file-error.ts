import { ConfigError } from "@interkit/core";

/** @throws {ConfigError} for anything but the path of a file. */
export function checkFile(of: string, file: unknown): void {
  if (typeof file === "string" && file !== "" && !file.includes("\0")) return;
  throw new ConfigError(`${of} needs the path of a file, such as "notifications.jsonl"`);
}

const reasons: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "does not exist"],
  ["EISDIR", "is a folder: give the path of a file in it"],
  ["ENOTDIR", "is below a file: give the path of a file in a folder"],
  ["EACCES", "may not be used by this process: change its rights, or give another path"],
  ["EROFS", "is on a disk that cannot be written: give another path"],
]);

/** The error of a file that cannot be used, which names it and the fix. */
export function fileError(file: string, error: unknown): unknown {
  const reason = reasons.get((error as NodeJS.ErrnoException).code);
  return reason === undefined
    ? error
    : new ConfigError(`The recording ${file} ${reason}`, { cause: error });
}
