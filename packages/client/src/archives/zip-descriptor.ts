import type { ByteReader } from "./byte-reader.ts";
import { UnreadableError } from "./read-chunk.ts";
import { Section } from "./section.ts";
import { type FileEnd, signatureAt, signatures, viewOf } from "./zip-headers.ts";

/** A descriptor with sizes of 64 bits, and the signature after it. */
const longestDescriptor = 24 + 4;

/**
 * A file of a zip archive whose size follows after it, in a descriptor. Bytes of the file that look like a
 * descriptor are none, since its compressed size is another one than their place.
 */
export function describedSection(bytes: ByteReader): {
  readonly section: Section;
  readonly end: () => FileEnd;
} {
  let position = 0;
  let end: FileEnd | undefined;
  const section = new Section(async () => {
    const start = await bytes.peek(longestDescriptor);
    const found = descriptorIn(start, position);
    if (found) {
      await bytes.take(found.length);
      end = found;
      return undefined;
    }
    const chunk = await bytes.read();
    if (chunk === undefined) throw new UnreadableError("it is cut off");
    const length = nextCandidate(chunk);
    if (length < chunk.length) bytes.unread(chunk.subarray(length));
    position += length;
    return chunk.subarray(0, length);
  });
  return {
    section,
    end: () => {
      if (end === undefined) throw new UnreadableError("it is damaged");
      return end;
    },
  };
}

/** The descriptor that bytes begin with, if it is that of a file of this compressed size. */
function descriptorIn(
  bytes: Uint8Array,
  compressedSize: number,
): (FileEnd & { readonly length: number }) | undefined {
  if (signatureAt(bytes) !== signatures.descriptor) return undefined;
  const view = viewOf(bytes);
  const checksum = bytes.length < 8 ? 0 : view.getUint32(4, true);
  if (isHeader(bytes, 16) && view.getUint32(8, true) === compressedSize) {
    return { checksum, size: view.getUint32(12, true), length: 16 };
  }
  if (isHeader(bytes, 24) && view.getBigUint64(8, true) === BigInt(compressedSize)) {
    return { checksum, size: Number(view.getBigUint64(16, true)), length: 24 };
  }
  return undefined;
}

function isHeader(bytes: Uint8Array, offset: number): boolean {
  const signature = signatureAt(bytes, offset);
  return signature === signatures.file || signature === signatures.directory;
}

/** Where the next descriptor may begin, after the first byte: at its signature, or a part of it at the end. */
function nextCandidate(chunk: Uint8Array): number {
  const first = signatures.descriptor & 0xff;
  for (let at = chunk.indexOf(first, 1); at >= 0; at = chunk.indexOf(first, at + 1)) {
    if (at + 4 > chunk.length || signatureAt(chunk, at) === signatures.descriptor) return at;
  }
  return chunk.length;
}
