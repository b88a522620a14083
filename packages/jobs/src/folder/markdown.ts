import type { MarkdownIt, Token } from "markdown-it";
import { cleanHtml, type ParsedPage } from "./html.ts";

let parser: Promise<MarkdownIt> | undefined;

/** HTML is part of many pages; without the option, its tags would be text that people read. */
async function loadParser(): Promise<MarkdownIt> {
  const { default: Parser } = await import("markdown-it");
  return new Parser({ html: true });
}

/**
 * Turns Markdown into HTML. The title is the given one, or the first heading of level 1. A page that begins with its
 * title as a heading has its other content alone, since the title is sent beside it.
 */
export async function parseMarkdown(
  text: string,
  given: string | undefined,
  resolve: (link: string) => string,
): Promise<ParsedPage> {
  parser ??= loadParser();
  const markdown = await parser;
  const env = {};
  const tokens = markdown.parse(text, env);
  const title = given ?? headingAt(tokens, tokens.findIndex(isTitle));
  const hasTags = resolveLinks(tokens, resolve);
  const repeatsTitle = title !== undefined && headingAt(tokens, 0) === title;
  const rest = repeatsTitle && tokens.length > 3 ? tokens.slice(3) : tokens;
  const rendered = markdown.renderer.render(rest, markdown.options, env);
  const html = hasTags ? await cleanHtml(rendered, resolve) : rendered;
  return { title, html: html.trim() };
}

function isTitle({ type, tag }: Token): boolean {
  return type === "heading_open" && tag === "h1";
}

/** The text of the heading of level 1 that begins at an index. A heading has three tokens. */
function headingAt(tokens: readonly Token[], index: number): string | undefined {
  const [first, content] = [tokens[index], tokens[index + 1]];
  if (first === undefined || !isTitle(first)) return undefined;
  const parts = content?.children ?? [];
  const texts = parts.map((part) => (part.type === "softbreak" ? " " : textOf(part)));
  return texts.join("").trim() || undefined;
}

function textOf({ type, content }: Token): string {
  return type === "text" || type === "code_inline" ? content : "";
}

/** Resolves links and images. Returns whether there are tags of HTML, which have links of their own. */
function resolveLinks(tokens: readonly Token[], resolve: (link: string) => string): boolean {
  let hasTags = false;
  for (const token of tokens) {
    if (token.type.startsWith("html_")) hasTags = true;
    const name = token.type === "image" ? "src" : "href";
    const link = token.attrGet(name);
    if (link !== null) token.attrSet(name, resolve(String(link)));
    if (resolveLinks(token.children ?? [], resolve)) hasTags = true;
  }
  return hasTags;
}
