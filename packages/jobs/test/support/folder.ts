import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ContentPage, type PagesInOptions, pagesIn } from "@interkit/jobs/sync";
import { temporaryPath } from "./files.ts";

/** A folder with these files, by their paths, that is removed after the test. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryPath("docs");
  mkdirSync(folder);
  writeFiles(folder, files);
  return folder;
}

/** Writes files into a folder. */
export function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

/** The pages of a folder, and the notices. */
export async function readFolder(
  folder: string,
  options: PagesInOptions = {},
): Promise<{ pages: ContentPage[]; names: string[]; notices: string[]; batches: number[] }> {
  const pages: ContentPage[] = [];
  const notices: string[] = [];
  const batches: number[] = [];
  const { signal } = new AbortController();
  const notice = (message: string) => notices.push(message);
  const source = pagesIn(folder, options);
  for await (const { items } of source.read({ mark: undefined, signal, notice })) {
    pages.push(...items);
    batches.push(items.length);
  }
  return { pages, names: pages.map(({ external_id }) => external_id), notices, batches };
}
