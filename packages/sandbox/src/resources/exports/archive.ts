/**
 * Compresses a file of an export. `CompressionStream` exists in Node, browsers and workers.
 */
export function gzip(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  return new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
}

/** A response with a file to download. */
export function download(bytes: Uint8Array<ArrayBuffer>, name: string): Response {
  return new Response(gzip(bytes), {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="${name}"`,
    },
  });
}

export type Cell = string | number | boolean | null | undefined;

/** A table as CSV, by RFC 4180. */
export function csv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(cell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function cell(value: Cell): string {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const block = 512;

/** A tar archive of one file: its header, its bytes, and two empty blocks. */
export function tar(name: string, content: string, now: number): Uint8Array<ArrayBuffer> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const bytes = encode(content);
  const size = Math.ceil(bytes.length / block) * block;
  const archive = new Uint8Array(block + size + 2 * block);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  const fields: readonly (readonly [number, string])[] = [
    [0, name],
    [100, octal(0o644, 7)],
    [108, octal(0, 7)],
    [116, octal(0, 7)],
    [124, octal(bytes.length, 11)],
    [136, octal(now, 11)],
    // The checksum is computed over a header with spaces in place of the checksum.
    [148, "        "],
    [156, "0"],
    [257, "ustar\x0000"],
  ];
  for (const [offset, text] of fields) archive.set(encode(text), offset);
  const sum = archive.subarray(0, block).reduce((total, byte) => total + byte, 0);
  archive.set(encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  archive.set(bytes, block);
  return archive;
}
