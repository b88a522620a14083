import { ByteReader } from "./byte-reader.ts";
import { decompress } from "./decompress.ts";
import { type ArchivedFile, type ReadChunk, UnreadableError } from "./read-chunk.ts";
import { isTar, tarFiles } from "./tar.ts";
import { isZip, zipFiles } from "./zip.ts";

const headerSize = 512;
/** A file is compressed once, and may be compressed again for the transport. */
const maxLayers = 2;

/**
 * The files of a download, whichever its format: a zip archive, a tar archive, a single file, each
 * compressed with gzip or not. The format is that of the first bytes.
 *
 * @param name the name of a single file.
 * @throws {UnreadableError} when the download is cut off or damaged.
 */
export async function* filesIn(
  read: ReadChunk,
  name: string,
  layers: number = maxLayers,
): AsyncGenerator<ArchivedFile> {
  const bytes = new ByteReader(read);
  const start = await bytes.peek(headerSize);
  const next = () => bytes.read();
  if (layers > 0 && start[0] === 0x1f && start[1] === 0x8b) {
    yield* filesIn(decompress(next, "gzip"), name, layers - 1);
  } else if (isZip(start)) {
    yield* zipFiles(bytes);
  } else if (isTar(start)) {
    yield* tarFiles(bytes);
  } else if (start.some(isControl)) {
    throw new UnreadableError("its format is not known, or it is cut off");
  } else {
    yield { name, read: textOf(next) };
  }
}

/** Whether a byte is in no text. */
function isControl(byte: number): boolean {
  return byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d;
}

/** A text has lines: what has none, and is not empty, may be the first bytes of a file of any format. */
function textOf(read: ReadChunk): ReadChunk {
  let isEmpty = true;
  let hasLine = false;
  return async () => {
    const chunk = await read();
    if (chunk === undefined) {
      if (isEmpty || hasLine) return undefined;
      throw new UnreadableError("it is cut off");
    }
    isEmpty = false;
    hasLine ||= chunk.includes(0x0a) || chunk.includes(0x0d);
    return chunk;
  };
}
