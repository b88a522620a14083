import { addressOf, type SourcePage } from "../../src/machines/document.ts";
import { rewrite, type Section, sectionsOf } from "../../src/machines/markdown.ts";
import { newestPages } from "../../src/machines/newest.ts";

/** A page in the file that the MCP server of `@interkit/cli` reads. */
export interface FilePage {
  readonly address: string;
  readonly title: string;
  readonly description: string;
  readonly sections: readonly Section[];
}

/** The content of the file. */
export function pagesFile(pages: readonly SourcePage[]): { readonly pages: readonly FilePage[] } {
  return { pages: newestPages(pages).map(toFilePage) };
}

function toFilePage(page: SourcePage): FilePage {
  const { title, description = "" } = page.data;
  // The addresses in links are those of the pages, by which the server reads them.
  const text = rewrite(page.body.trim(), (address) => address);
  return { address: addressOf(page), title, description, sections: sectionsOf(text, title) };
}
