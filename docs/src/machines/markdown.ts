import Slugger from "github-slugger";
import MarkdownIt from "markdown-it";

/** A part of a page: a heading and what follows it, up to the next heading. */
export interface Section {
  /** The words of the heading; the title of the page for what precedes the first heading. */
  readonly heading: string;
  /** The fragment that leads to it: `contactsmerge`. Empty for what precedes the first heading. */
  readonly anchor: string;
  /** Its Markdown, the heading included. */
  readonly text: string;
}

/** Links, images and code within a line, the code first so that what it contains is not changed. */
const inline =
  /(?<code>`+)[^`]+\k<code>|!\[(?<words>[^\]]*)\]\(\/pictures\/[^)]*\)|\]\((?<href>\/[^)\s]*)/g;

const blocks = new MarkdownIt({ html: true });

/** Puts the words of pictures in their places, and gives each link to another page the address that `link` returns. */
export function rewrite(markdown: string, link: (address: string) => string): string {
  const replace = (text: string): string =>
    text.replace(inline, (all, _code, words: string | undefined, href: string | undefined) => {
      if (words !== undefined) return words;
      return href === undefined ? all : `](${link(href)}`;
    });
  const lines = markdown.split("\n");
  const parts: string[] = [];
  let end = 0;
  for (const [from, to] of codeIn(markdown)) {
    parts.push(replace(lines.slice(end, from).join("\n")), lines.slice(from, to).join("\n"));
    end = to;
  }
  parts.push(replace(lines.slice(end).join("\n")));
  return parts.join("\n");
}

/** The lines of the blocks of code: the first one, and the one after the last. */
function codeIn(markdown: string): [number, number][] {
  const tokens = blocks.parse(markdown, {});
  return tokens.flatMap(({ type, map }) =>
    map !== null && (type === "fence" || type === "code_block") ? [map] : [],
  );
}

/** The sections of a page, with the anchors that the site gives their headings. */
export function sectionsOf(markdown: string, title: string): Section[] {
  const lines = markdown.split("\n");
  const slugger = new Slugger();
  const headings = headingsIn(markdown).map(({ line, words }) => ({
    line,
    heading: words,
    anchor: slugger.slug(words),
  }));
  const starts = [{ line: 0, heading: title, anchor: "" }, ...headings];
  return starts
    .map(({ line, heading, anchor }, index) => {
      const text = lines
        .slice(line, starts[index + 1]?.line)
        .join("\n")
        .trim();
      return { heading, anchor, text };
    })
    .filter(({ text }) => text !== "");
}

function headingsIn(markdown: string): { line: number; words: string }[] {
  const tokens = blocks.parse(markdown, {});
  return tokens.flatMap(({ type, map, level }, index) => {
    const content = tokens[index + 1];
    if (type !== "heading_open" || level > 0 || map === null || content === undefined) return [];
    return [{ line: map[0], words: wordsOf(content.children ?? []) }];
  });
}

/** The text of a page without the signs of Markdown, and with its code. */
export function plainText(markdown: string): string {
  return blocks
    .parse(markdown, {})
    .map(({ type, content, children }) => {
      if (type === "inline") return wordsOf(children ?? []);
      return type === "fence" || type === "code_block" ? content : "";
    })
    .filter((text) => text !== "")
    .join("\n");
}

function wordsOf(tokens: readonly { type: string; content: string }[]): string {
  return tokens
    .map(({ type, content }) => {
      if (type === "softbreak" || type === "hardbreak") return " ";
      return type === "text" || type === "code_inline" ? content : "";
    })
    .join("");
}
