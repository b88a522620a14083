import { posix } from "node:path";

const extension = /\.(md|markdown|html?)$/i;

/** Whether a file is a page, by its extension. */
export function isPage(path: string): boolean {
  return extension.test(path);
}

/** Whether a page is written in Markdown; the others are HTML. */
export function isMarkdown(path: string): boolean {
  return /\.(md|markdown)$/i.test(path);
}

/** The last part of a path without its extension. */
export function baseName(path: string): string {
  return posix.basename(path).replace(extension, "");
}

/** Whether a page is the one of its folder: `index.md`, `index.html` or `README.md`. */
export function isFolderPage(path: string): boolean {
  return /^(index|readme)$/i.test(baseName(path));
}

/**
 * The path of a page below the address of a site. A site is made of Markdown, so that the extension is not part of the
 * address; HTML is served as it is.
 */
export function sitePath(path: string): string {
  const { dir } = posix.parse(path);
  if (isFolderPage(path)) return dir === "" ? "" : `${dir}/`;
  return isMarkdown(path) ? posix.join(dir, baseName(path)) : path;
}

/** The path of the page that a link in another page leads to, if it leads to a page of the folder. */
export function linkedPage(from: string, link: string): string | undefined {
  if (link.startsWith("/")) return undefined;
  const path = posix.join(posix.dirname(from), decoded(link));
  return isPage(path) && !path.startsWith("../") ? path : undefined;
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
