import type { ByteReader } from "./byte-reader.ts";
import { crc32 } from "./crc32.ts";
import { decompress } from "./decompress.ts";
import { type ArchivedFile, type ReadChunk, UnreadableError } from "./read-chunk.ts";
import { Section, sectionOf } from "./section.ts";
import { describedSection } from "./zip-descriptor.ts";
import {
  checkEndOfZip,
  type FileEnd,
  type FileHeader,
  readFileHeader,
  signatureAt,
  signatures,
} from "./zip-headers.ts";

/** Whether bytes are the start of a zip archive, also of an empty one. */
export function isZip(start: Uint8Array): boolean {
  const signature = signatureAt(start);
  return signature === signatures.file || signature === signatures.end;
}

/**
 * The files of a zip archive, in their order. The archive is not kept: each file is decompressed as it
 * arrives, also where its size follows after it.
 *
 * @throws {UnreadableError} when it is cut off, damaged, encrypted or compressed in another way.
 */
export async function* zipFiles(bytes: ByteReader): AsyncGenerator<ArchivedFile> {
  let count = 0;
  for (; signatureAt(await bytes.peek(4)) === signatures.file; count++) {
    const header = await readFileHeader(bytes);
    const { section, end } = header.isDescribed
      ? describedSection(bytes)
      : { section: sectionOf(bytes, header.compressedSize), end: () => header };
    if (!header.name.endsWith("/")) {
      yield { name: header.name, read: checkedAtEnd(contentOf(header, section), end) };
    }
    await section.skip();
  }
  await checkEndOfZip(bytes, count);
}

function contentOf({ method }: FileHeader, section: Section): ReadChunk {
  if (method === 0) return section.read;
  if (method === 8) return decompress(section.read, "deflate-raw");
  throw new UnreadableError("its compression is not known");
}

/** Checks the size and the checksum of a file at its end. */
function checkedAtEnd(read: ReadChunk, end: () => FileEnd): ReadChunk {
  let size = 0;
  let checksum = 0;
  const content = new Section(async () => {
    const chunk = await read();
    if (chunk !== undefined) {
      size += chunk.length;
      checksum = crc32(checksum, chunk);
      return chunk;
    }
    const stated = end();
    if (size === stated.size && checksum === stated.checksum) return undefined;
    throw new UnreadableError("a file of it is damaged");
  });
  return content.read;
}
