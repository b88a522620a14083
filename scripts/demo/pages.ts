import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import MarkdownIt from "markdown-it";
import { globSync } from "tinyglobby";
import { UserError } from "./options.ts";

/** A Markdown file as Intercom takes it. */
export interface ContentPage {
  /** The file's path in its folder: the same file is the same page in every run. */
  readonly external_id: string;
  readonly title: string;
  readonly html: string;
  readonly url: string;
}

const markdown = new MarkdownIt();
const repository = fileURLToPath(new URL("../..", import.meta.url));
const ownDocuments = ["*.md", "openapi/*.md", "packages/*/*.md", "examples/*.md"];

/** The address at which people would read the pages. A page needs one before it can be updated. */
export const SITE = "https://docs.example.com/";

/** Reads the Markdown files of a folder, or the documents of this repository. */
export function readPages(folder: string | undefined): ContentPage[] {
  const cwd = folder ?? repository;
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError(`There is no folder ${cwd}.`);
  }
  const files = globSync(folder === undefined ? ownDocuments : ["**/*.{md,markdown}"], {
    cwd,
    ignore: ["**/node_modules/**"],
    caseSensitiveMatch: false,
  }).sort();
  const pages = files.flatMap((file) =>
    toContentPage(file, readFileSync(path.join(cwd, file), "utf8")),
  );
  if (pages.length === 0) {
    throw new UserError(`There is no Markdown file with text in ${cwd}. Name another folder.`);
  }
  return pages;
}

/** Returns nothing for a file without text: Intercom has no use for an empty page. */
export function toContentPage(file: string, text: string): ContentPage[] {
  const body = withoutFrontMatter(text);
  const html = markdown.render(body).trim();
  if (html === "") return [];
  const title = firstHeading(body) || path.basename(file, path.extname(file));
  return [{ external_id: file, title, html, url: new URL(encodeURI(file), SITE).href }];
}

function firstHeading(body: string): string {
  const tokens = markdown.parse(body, {});
  const words = tokens.find((_, index) => tokens[index - 1]?.type === "heading_open")?.children;
  return (words ?? []).map(({ content }) => content).join("");
}

/** Removes front matter: the lines between two lines of dashes in which some tools keep metadata. */
function withoutFrontMatter(text: string): string {
  return text.replace(/^\uFEFF?(---\r?\n[\s\S]*?\r?\n---(\r?\n|$))?/, "");
}
