import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** A page in the sidebar, which shows its title. */
export interface SidebarPage {
  readonly slug: string;
}

interface FrontMatter {
  readonly title: string;
  readonly sidebar?: { readonly order?: number; readonly hidden?: boolean };
}

const content = path.join(import.meta.dirname, "src", "content");

/**
 * The pages of a directory, written and generated, in their order, then by title. Starlight finds them by itself
 * only where all pages are in one folder.
 */
export function pagesIn(directory: string): SidebarPage[] {
  const isThere = new RegExp(`^(pages|generated)/${directory}(/.+)?\\.mdx?$`);
  return ["pages", "generated"]
    .flatMap(filesIn)
    .filter((file) => isThere.test(file))
    .map((file) => ({ slug: slugOf(file), ...frontMatterOf(file) }))
    .filter(({ sidebar }) => sidebar?.hidden !== true)
    .sort(
      (one, other) => orderOf(one) - orderOf(other) || one.title.localeCompare(other.title, "en"),
    )
    .map(({ slug }) => ({ slug }));
}

function filesIn(folder: string): string[] {
  const place = path.join(content, folder);
  if (!existsSync(place)) return [];
  const names = readdirSync(place, { recursive: true, encoding: "utf8" });
  return names.map((name) => `${folder}/${name.replaceAll(path.sep, "/")}`);
}

const orderOf = ({ sidebar }: FrontMatter): number => sidebar?.order ?? Number.MAX_SAFE_INTEGER;

const slugOf = (file: string): string =>
  file.replace(/^(pages|generated)\//, "").replace(/(\/index)?\.mdx?$/, "");

function frontMatterOf(file: string): FrontMatter {
  const [, head = ""] = readFileSync(path.join(content, file), "utf8").split(/^---$/m);
  return parse(head) as FrontMatter;
}
