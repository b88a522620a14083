import { createReadStream } from "node:fs";
import { ConfigError } from "@interkit/client";
import { checkText } from "../options/check.ts";

/** Options of the files that a source reads. */
export interface FileOptions {
  /** How many rows have one mark, 100 by default. A kill repeats the rows of the batches that were not complete. */
  readonly batchSize?: number | undefined;
}

/** @throws {ConfigError} for anything but the path of a file. Whether it exists, the run finds out. */
export function checkPath(of: string, path: unknown): void {
  checkText(of, "path", path);
}

/** Opens a file as a stream. */
function openFile(path: string): NodeJS.ReadableStream & AsyncIterable<Uint8Array> {
  return createReadStream(path);
}

/**
 * The text of a file, chunk by chunk, without a byte order mark.
 *
 * @throws {ConfigError} for other bytes than UTF-8: they would become other characters, and be written to Intercom.
 */
export async function* textOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes?: Uint8Array) => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw utf8Error(path, cause);
    }
  };
  for await (const bytes of openFile(path)) yield decode(bytes);
  yield decode();
}

/** The error of a file with other bytes than UTF-8. */
export function utf8Error(path: string, cause: unknown): ConfigError {
  return new ConfigError(`${path} is not a text in UTF-8; save it as UTF-8`, { cause });
}

const reasons: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "does not exist"],
  ["EISDIR", "is a folder"],
  ["EACCES", "may not be read by this process"],
]);

/** The error of a file that cannot be read or has another form, in words that name it. */
export function fileError(path: string, error: unknown): unknown {
  if (error instanceof ConfigError || !(error instanceof Error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  const reason = reasons.get(code);
  if (reason !== undefined) {
    return new ConfigError(`The file ${path} ${reason}`, { cause: error });
  }
  if (code?.startsWith("CSV_"))
    return new ConfigError(`${path}: ${error.message}`, { cause: error });
  return error;
}
