import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { parse } from "yaml";
import type { SourcePage } from "../../src/machines/document.ts";

/** The folder with the pages, written and generated. */
export const contentFolder: string = path.join(import.meta.dirname, "../../src/content");

/** Reads the pages as the site has them: the address of a page is its path below one of the two folders. */
export function readPages(content: string = contentFolder): SourcePage[] {
  const files = globSync("{pages,generated}/**/*.{md,mdx}", { cwd: content });
  return files
    .map((file) => readPage(content, file))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** @throws {Error} for a page without front matter. */
function readPage(content: string, file: string): SourcePage {
  const text = readFileSync(path.join(content, file), "utf8");
  const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
  if (head === undefined || body === undefined) throw new Error(`${file} has no front matter.`);
  const id = file.replace(/^(pages|generated)\//, "").replace(/(\/?index)?\.mdx?$/, "");
  return { id: id === "" ? "index" : id, data: parse(head) as SourcePage["data"], body };
}
