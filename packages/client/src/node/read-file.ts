import { open } from "node:fs/promises";
import path from "node:path";

/** A file that was read. */
export interface ReadFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads a whole file; one that is larger than allowed is not read.
 *
 * @throws {RangeError} when the file is larger.
 */
export async function readFile(file: string, maxBytes: number): Promise<ReadFile> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    if (size > maxBytes) throw new RangeError(`${size} bytes`);
    return { name: path.basename(file), bytes: await handle.readFile() };
  } finally {
    await handle.close();
  }
}
