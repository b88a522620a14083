import { readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";

/** A block of code in the guide. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The guide "your own API". */
export function readGuide(root: string): string {
  return readFileSync(path.join(root, "docs/src/content/pages/your-own-api.md"), "utf8");
}

/** The blocks of code in the guide, in its order. */
export function blocksOf(guide: string): Block[] {
  return new MarkdownIt()
    .parse(guide, {})
    .filter(({ type }) => type === "fence")
    .map(({ info, content }) => ({ language: info.trim(), text: content }));
}
