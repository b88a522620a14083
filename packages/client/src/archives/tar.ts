import type { ByteReader } from "./byte-reader.ts";
import { type ArchivedFile, UnreadableError } from "./read-chunk.ts";
import { sectionOf } from "./section.ts";

const blockSize = 512;
const magicOffset = 257;

/** Whether bytes are the first block of a tar archive. */
export function isTar(start: Uint8Array): boolean {
  return start.length === blockSize && text(start, magicOffset, 5) === "ustar";
}

/**
 * The files of a tar archive, of the forms ustar, pax and GNU.
 *
 * @throws {UnreadableError} when it is cut off: an archive ends with an empty block.
 */
export async function* tarFiles(bytes: ByteReader): AsyncGenerator<ArchivedFile> {
  // A record before a file, which has its long name or its large size.
  let long: { name?: string | undefined; size?: number | undefined } = {};
  for (;;) {
    const header = await bytes.take(blockSize);
    if (header.every((byte) => byte === 0)) break;
    const type = String.fromCharCode(header[156] ?? 0);
    const size = long.size ?? sizeIn(header);
    if (!isTar(header) || !Number.isSafeInteger(size)) throw new UnreadableError("it is damaged");
    const padding = (blockSize - (size % blockSize)) % blockSize;
    if (type === "L" || type === "x") {
      const record = text(await bytes.take(size));
      long = type === "L" ? { name: record } : { ...paxFields(record) };
    } else {
      const section = sectionOf(bytes, size);
      if (type === "0" || type === "\0") {
        yield { name: long.name ?? nameIn(header), read: section.read };
      }
      await section.skip();
      long = {};
    }
    await bytes.take(padding);
  }
  // The rest is padding; its end is that of the compressed data too, which is checked there.
  while ((await bytes.read()) !== undefined);
}

function nameIn(header: Uint8Array): string {
  const prefix = text(header, 345, 155);
  const name = text(header, 0, 100);
  // GNU's form has other fields in the place of the prefix.
  return prefix !== "" && text(header, magicOffset, 6) === "ustar" ? `${prefix}/${name}` : name;
}

/** A size is in octal digits, or in 256ths when it has the highest bit. */
function sizeIn(header: Uint8Array): number {
  const field = header.subarray(124, 136);
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(text(field).trim() || "0", 8);
  return field.subarray(1).reduce((size, byte) => size * 256 + byte, 0);
}

function paxFields(record: string): { name: string | undefined; size: number | undefined } {
  const field = (key: string) => new RegExp(`^\\d+ ${key}=(.*)$`, "m").exec(record)?.[1];
  const size = field("size");
  return { name: field("path"), size: size === undefined ? undefined : Number(size) };
}

/** The text of a field, which ends at its size or at a zero. */
function text(bytes: Uint8Array, from = 0, size = bytes.length): string {
  const [content = ""] = new TextDecoder().decode(bytes.subarray(from, from + size)).split("\0");
  return content;
}
