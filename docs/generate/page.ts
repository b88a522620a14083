import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";

/** A generated page of the site. */
export interface Page {
  /** Its address without slashes at the ends: `reference/contacts`. */
  readonly path: string;
  readonly title: string;
  /** One sentence: what search results and llms.txt show. */
  readonly description: string;
  /** Markdown without a heading of the first level, which the title is. */
  readonly body: string;
  /** Further front matter, such as `sidebar`. */
  readonly frontmatter?: Readonly<Record<string, unknown>>;
}

/** Writes the pages into a folder, which has nothing else afterwards: a page that is gone leaves no file. */
export function writePages(folder: string, pages: readonly Page[]): void {
  rmSync(folder, { recursive: true, force: true });
  const written = new Set<string>();
  for (const page of pages) {
    if (written.has(page.path)) throw new Error(`Two pages have the address /${page.path}/.`);
    if (page.body.trim() === "") throw new Error(`The page /${page.path}/ is empty.`);
    written.add(page.path);
    const file = path.join(folder, `${page.path}.md`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, textOf(page));
  }
}

function textOf({ title, description, body, frontmatter }: Page): string {
  const head = stringify({ title, description, ...frontmatter }, { lineWidth: 0 });
  return `---\n${head}---\n\n${body.trim()}\n`;
}
