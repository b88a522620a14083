import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import MarkdownIt from "markdown-it";
import { globSync } from "tinyglobby";
import { addressesInStyles, type Html, readHtml } from "./html.ts";

/** A built page. */
export interface BuiltPage extends Html {
  /** `/guides/search/`. */
  readonly address: string;
  readonly bytes: number;
}

/** A file for machines, or a style sheet. */
export interface BuiltFile {
  /** `/llms.txt`. */
  readonly address: string;
  readonly links: readonly string[];
}

/** The built site, as files. */
export interface BuiltSite {
  /** Where it is published: `https://interkit.github.io`. */
  readonly origin: string;
  readonly pages: ReadonlyMap<string, BuiltPage>;
  /** Markdown of the pages, llms.txt, and the sitemap. */
  readonly texts: readonly BuiltFile[];
  readonly styles: readonly BuiltFile[];
  /** The addresses of all files: `/404.html`. */
  readonly files: ReadonlySet<string>;
}

/**
 * Reads the built site.
 *
 * @throws {Error} when the site was not built.
 */
export function readSite(folder: string, origin: string): BuiltSite {
  if (!existsSync(folder))
    throw new Error(`There is no ${folder}: npm run docs:build comes before.`);
  const names = globSync("**/*", { cwd: folder, dot: true }).sort();
  const read = (name: string) => readFileSync(path.join(folder, name), "utf8");
  const matching = (pattern: RegExp) => names.filter((name) => pattern.test(name));
  const pages = matching(/\.html$/).map((name): BuiltPage => {
    const text = read(name);
    return { ...readHtml(text), address: addressOf(name), bytes: Buffer.byteLength(text) };
  });
  return {
    origin,
    pages: new Map(pages.map((page) => [page.address, page])),
    texts: matching(/\.(md|txt)$|^sitemap.*\.xml$/).map((name) => ({
      address: `/${name}`,
      links: name.endsWith(".xml") ? locations(read(name)) : linksOfMarkdown(read(name)),
    })),
    styles: matching(/\.css$/).map((name) => ({
      address: `/${name}`,
      links: addressesInStyles(read(name)),
    })),
    files: new Set(names.map((name) => `/${name}`)),
  };
}

/** `guides/search/index.html` is `/guides/search/`. */
function addressOf(name: string): string {
  return `/${name.replace(/(^|\/)index\.html$/, "$1")}`;
}

function locations(xml: string): string[] {
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => address ?? "");
}

function linksOfMarkdown(text: string): string[] {
  const tokens = new MarkdownIt().parse(text, {}).flatMap(({ children }) => children ?? []);
  return tokens.flatMap((token) => {
    const name = { link_open: "href", image: "src" }[token.type];
    const address = name === undefined ? null : token.attrGet(name);
    return address === null ? [] : [String(address)];
  });
}
