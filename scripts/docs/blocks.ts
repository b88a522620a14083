import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import MarkdownIt from "markdown-it";
import { globSync } from "tinyglobby";
import ts from "typescript";

export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** A fenced block of code, and its place in the document. */
export interface Block {
  readonly file: string;
  readonly line: number;
  readonly language: string;
  /** The rest of its first line: `program title="sync.ts"`. */
  readonly info?: string;
  readonly code: string;
  /** The blocks above it in the same document, whose names it can use. */
  readonly above: readonly Block[];
}

/** Every published document, from the root. */
export function documents(): string[] {
  return globSync(["*.md", "openapi/*.md", "packages/*/*.md", "examples/*.md"], {
    cwd: root,
    ignore: ["**/CHANGELOG.md"],
  }).sort();
}

export function blocksOfDocument(file: string): Block[] {
  const blocks: Block[] = [];
  for (const block of fences(read(file))) {
    blocks.push({ ...block, file, above: [...blocks] });
  }
  return blocks;
}

/** The examples in the docstrings of one source file. Each stands alone, as an editor shows it. */
export function blocksOfSource(file: string): Block[] {
  const text = read(file);
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const blocks: Block[] = [];
  const seen = new Set<number>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      const comment = text.slice(pos, end);
      if (seen.has(pos) || !comment.startsWith("/**")) continue;
      seen.add(pos);
      const first = source.getLineAndCharacterOfPosition(pos).line;
      for (const { line, ...block } of fences(comment.replace(/^ *\/?\*+\/? ?/gm, ""))) {
        blocks.push({ ...block, line: first + line, file, above: [] });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return blocks;
}

export function sources(): string[] {
  return globSync("packages/*/src/**/*.ts", { cwd: root, ignore: "**/generated/**" }).sort();
}

export function isTypeScript({ language }: Block): boolean {
  return /^(ts|typescript|tsx|mts)$/.test(language);
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

function fences(markdown: string): Pick<Block, "line" | "language" | "info" | "code">[] {
  return new MarkdownIt().parse(markdown, {}).flatMap((token) => {
    if (token.type !== "fence" || token.map === null) return [];
    const [language = "", ...info] = token.info.trim().split(/\s+/);
    return [{ line: token.map[0] + 2, language, info: info.join(" "), code: token.content }];
  });
}
