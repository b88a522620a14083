import { readFile, stat } from "node:fs/promises";
import { ConfigError } from "@interkit/client";
import { fileError, utf8Error } from "../sources/read-file.ts";

const mostBytes = 5_000_000;
/** How many files are read at once, while the page of another one is parsed. */
const ahead = 8;

/**
 * Reads files in their order.
 *
 * @throws {ConfigError} for a file that cannot be read, has more than 5 MB, or is no text in UTF-8.
 */
export async function* readTexts(files: readonly string[]): AsyncGenerator<string> {
  const started: Promise<string>[] = [];
  let next = 0;
  for (let count = 0; count < files.length; count++) {
    for (; next < files.length && started.length < ahead; next++) {
      const reading = readText(files[next] as string);
      // It is thrown in the order of the files, or not at all when the iteration is left.
      reading.catch(() => undefined);
      started.push(reading);
    }
    yield (await started.shift()) as string;
  }
}

async function readText(file: string): Promise<string> {
  const bytes = await readBytes(file);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw utf8Error(file, cause);
  }
}

async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const facts = await stat(file);
    // A pipe would be read for as long as it is open.
    if (!facts.isFile()) {
      throw new ConfigError(`${file} is no regular file; leave it out with "exclude"`);
    }
    if (facts.size <= mostBytes) return await readFile(file);
    throw new ConfigError(
      `${file} has ${facts.size.toLocaleString("en")} bytes, and a page has at most ${mostBytes.toLocaleString("en")}; leave it out with "exclude"`,
    );
  } catch (error) {
    throw fileError(file, error);
  }
}
