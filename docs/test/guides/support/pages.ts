import path from "node:path";
import { globSync } from "tinyglobby";
import {
  type Block,
  blocksOfDocument,
  isTypeScript,
  root,
} from "../../../../scripts/docs/blocks.ts";

const folder = "docs/src/content/pages";

/** A written page of the site. */
export interface WrittenPage {
  /** From the root: `docs/src/content/pages/guides/search.md`. */
  readonly file: string;
  readonly blocks: readonly Block[];
}

export function writtenPages(): WrittenPage[] {
  const files = globSync(`${folder}/**/*.{md,mdx}`, { cwd: root }).sort();
  return files.map((file) => ({ file, blocks: blocksOfDocument(file) }));
}

/** The pages of one group of the sidebar, such as `guides`. */
export function pagesOf(group: string): WrittenPage[] {
  return writtenPages().filter(({ file }) => file.startsWith(`${folder}/${group}/`));
}

/** Where a block is, for the title of its test. */
export function placeOf({ file, line }: Block): string {
  return `${path.relative(folder, file)}:${line}`;
}

/** Whether a word is in the first line of a block: `program` in "ts program". */
export function isMarked({ info = "" }: Block, word: string): boolean {
  return info.split(/\s+/).includes(word);
}

/** A complete program, which the tests run; one with `try` also runs in the page. */
export function isProgram(block: Block): boolean {
  return isTypeScript(block) && (isMarked(block, "program") || isMarked(block, "try"));
}

/** Commands, which the tests run in an empty folder. */
export function isCommandRun(block: Block): boolean {
  return isShell(block) && isMarked(block, "run");
}

export function isShell({ language }: Block): boolean {
  return language === "sh";
}

/** The name of the file that a block is the content of: `title="people.csv"`. */
export function fileNameOf({ info = "" }: Block): string | undefined {
  return /(?:^|\s)title="([^"]+)"/.exec(info)?.[1];
}

/** What a program prints, if the block behind it is its output. */
export function outputOf(block: Block, { blocks }: WrittenPage): string | undefined {
  const next = blocks[blocks.indexOf(block) + 1];
  return next?.language === "text" && isMarked(next, "output") ? next.code : undefined;
}

/** What the compiler checks: a program or a file stands alone, and another block sees the names above it. */
export function toCompile(block: Block): Block {
  return isProgram(block) || fileNameOf(block) ? { ...block, above: [] } : block;
}
