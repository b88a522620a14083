import { gunzipSync } from "node:zlib";
import { expect } from "vitest";
import type { Json, Workspace } from "./workspace.ts";

/** Downloads the gzipped file of an export. */
export async function download({ url }: Workspace, path: string): Promise<Buffer> {
  const response = await fetch(url + path, {
    headers: { Authorization: "Bearer secret", Accept: "application/octet-stream" },
  });
  expect([response.status, response.headers.get("Content-Type")]).toEqual([
    200,
    "application/octet-stream",
  ]);
  return gunzipSync(Buffer.from(await response.arrayBuffer()));
}

/** The one file in a tar archive. */
export function untar(archive: Buffer): { readonly name: string; readonly content: string } {
  const text = (from: number, to: number) =>
    archive.subarray(from, to).toString().replace(/\0.*$/s, "");
  expect(text(257, 263)).toBe("ustar");
  const header = Buffer.from(archive.subarray(0, 512)).fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  expect(Number.parseInt(text(148, 156), 8)).toBe(sum);
  const size = Number.parseInt(text(124, 136), 8);
  expect(archive.length % 512).toBe(0);
  return { name: text(0, 100), content: archive.subarray(512, 512 + size).toString() };
}

/** The lines of a CSV file by the names of their columns, read by RFC 4180. */
export function readCsv(text: string): Json[] {
  expect(text.endsWith("\r\n")).toBe(true);
  const rows: string[][] = [[]];
  const token = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (const [, cell = "", end] of text.matchAll(token)) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === "\r\n") rows.push([]);
  }
  expect(rows.pop()).toEqual([]);
  const [head = [], ...lines] = rows;
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])));
}
