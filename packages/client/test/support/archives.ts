import { gzipSync } from "node:zlib";
import { Zip, ZipDeflate, ZipPassThrough, zipSync } from "fflate";

/** Files by name, in their order. */
export type Files = Readonly<Record<string, string>>;

const encode = (text: string) => new TextEncoder().encode(text);
const encoded = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [name, encode(text)]));

/** A zip archive whose sizes come before each file. */
export function zip(files: Files, level: 0 | 6 = 6): Buffer {
  return Buffer.from(zipSync(encoded(files), { level }));
}

/** A zip archive whose sizes follow after each file, as a server writes one that it streams. */
export function streamedZip(files: Files, level: 0 | 6 = 6): Buffer {
  const chunks: Uint8Array[] = [];
  const archive = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(chunk);
  });
  for (const [name, text] of Object.entries(files)) {
    const file = level === 0 ? new ZipPassThrough(name) : new ZipDeflate(name, { level });
    archive.add(file);
    file.push(encode(text), true);
  }
  archive.end();
  return Buffer.concat(chunks);
}

const block = 512;

/** A tar archive. */
export function tar(files: Files): Buffer {
  const parts = Object.entries(files).map(([name, text]) => tarEntry(name, encode(text)));
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** An entry of a tar archive; a name that is too long has a pax record before it. */
function tarEntry(name: string, content: Uint8Array, type = "0"): Buffer {
  const header = Buffer.alloc(block);
  header.write(name.slice(0, 100), 0);
  header.write(content.length.toString(8).padStart(11, "0"), 124);
  header.write(type, 156);
  header.write("ustar\0" + "00", 257, "latin1");
  const padding = Buffer.alloc((block - (content.length % block)) % block);
  const entry = Buffer.concat([header, content, padding]);
  if (name.length <= 100) return entry;
  const field = ` path=${name}\n`;
  const size = String(field.length).length + field.length;
  const record = `${String(size).length + field.length}${field}`;
  return Buffer.concat([tarEntry("pax", encode(record), "x"), entry]);
}

/** Formats of a download with several files. */
export const archiveFormats: Readonly<Record<string, (files: Files) => Buffer>> = {
  zip: (files) => zip(files),
  "zip, stored": (files) => zip(files, 0),
  "zip, streamed": (files) => streamedZip(files),
  "zip, streamed and stored": (files) => streamedZip(files, 0),
  tar: (files) => tar(files),
  "tar, gzipped": (files) => gzipSync(tar(files)),
};

/** Formats of a download with one file. */
export const fileFormats: Readonly<Record<string, (text: string) => Buffer>> = {
  "CSV, gzipped": (text) => gzipSync(text),
  "CSV, gzipped twice": (text) => gzipSync(gzipSync(text)),
  "CSV, gzipped in two members": (text) =>
    Buffer.concat([gzipSync(text.slice(0, 40)), gzipSync(text.slice(40))]),
  ...Object.fromEntries(
    Object.entries(archiveFormats).map(([name, format]) => [
      name,
      (text: string) => format({ "receipt_20260201-120000.csv": text }),
    ]),
  ),
};
