import type { ByteReader } from "./byte-reader.ts";
import { UnreadableError } from "./read-chunk.ts";

/** What a zip archive states of a file: after it, as some writers do, and else before it. */
export interface FileEnd {
  readonly size: number;
  readonly checksum: number;
}

/** The header before a file of a zip archive. */
export interface FileHeader extends FileEnd {
  readonly name: string;
  readonly method: number;
  readonly compressedSize: number;
  /** The sizes and the checksum follow after the file. */
  readonly isDescribed: boolean;
}

export const signatures = {
  file: 0x04034b50,
  descriptor: 0x08074b50,
  directory: 0x02014b50,
  end: 0x06054b50,
} as const;

const endSize = 22;
/** A comment may follow the end of an archive. */
const tailSize = endSize + 1024;
const unknownSize = 0xffffffff;
const unknownCount = 0xffff;

/** The four bytes at a place; 0 beyond the end. */
export function signatureAt(bytes: Uint8Array, offset = 0): number {
  return bytes.length < offset + 4 ? 0 : viewOf(bytes).getUint32(offset, true);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export async function readFileHeader(bytes: ByteReader): Promise<FileHeader> {
  const header = viewOf(await bytes.take(30));
  const name = new TextDecoder().decode(await bytes.take(header.getUint16(26, true)));
  const extra = await bytes.take(header.getUint16(28, true));
  const flags = header.getUint16(6, true);
  if (flags & 1) throw new UnreadableError("it is encrypted");
  const [size, compressedSize] = largeSizes(extra, [
    header.getUint32(22, true),
    header.getUint32(18, true),
  ]);
  return {
    name,
    method: header.getUint16(8, true),
    checksum: header.getUint32(14, true),
    size,
    compressedSize,
    isDescribed: (flags & 8) !== 0,
  };
}

/** Replaces sizes that need more than 32 bits by those of the extra field of zip64. */
function largeSizes(extra: Uint8Array, sizes: readonly [number, number]): [number, number] {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return sizes.map((size) => {
      if (size !== unknownSize || next + 8 > extra.length) return size;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    }) as [number, number];
  }
  return [...sizes];
}

/**
 * Reads the directory at the end of an archive.
 *
 * @throws {UnreadableError} when it has fewer files, or more, than were read, or no end.
 */
export async function checkEndOfZip(bytes: ByteReader, count: number): Promise<void> {
  let tail = await bytes.peek(0);
  for (let chunk = await bytes.read(); chunk !== undefined; chunk = await bytes.read()) {
    const joined = new Uint8Array(tail.length + chunk.length);
    joined.set(tail);
    joined.set(chunk, tail.length);
    tail = joined.subarray(-tailSize);
  }
  let at = tail.length - endSize;
  while (at >= 0 && signatureAt(tail, at) !== signatures.end) at -= 1;
  if (at < 0) throw new UnreadableError("it is cut off");
  const stated = viewOf(tail).getUint16(at + 10, true);
  if (stated !== unknownCount && stated !== count % 0x10000) {
    throw new UnreadableError("files of it are missing");
  }
}
