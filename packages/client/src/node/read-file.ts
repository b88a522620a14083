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
    // Its size may grow, and that of a device is 0.
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of handle.createReadStream({
      autoClose: false,
      highWaterMark: 1 << 20,
    })) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxBytes) throw new RangeError(`more than ${maxBytes} bytes`);
    }
    return { name: path.basename(file), bytes: Buffer.concat(chunks) };
  } finally {
    await handle.close();
  }
}
