import { addressOf, type SourcePage } from "./document.ts";
import { plainText, sectionsOf } from "./markdown.ts";
import { newestPages } from "./newest.ts";

/** A page as a search finds it. */
export interface SearchEntry {
  readonly id: string;
  /** `/guides/webhooks/`. */
  readonly address: string;
  readonly title: string;
  readonly description: string;
  readonly headings: readonly { readonly text: string; readonly anchor: string }[];
  /** Without the signs of Markdown. */
  readonly text: string;
}

/** The pages for a search, which would find a method eleven times if it had all versions. */
export function searchEntries(pages: readonly SourcePage[]): SearchEntry[] {
  return newestPages(pages).map((page) => ({
    id: page.id,
    address: addressOf(page),
    title: page.data.title,
    description: page.data.description ?? "",
    headings: sectionsOf(page.body, page.data.title)
      .filter(({ anchor }) => anchor !== "")
      .map(({ heading, anchor }) => ({ text: heading, anchor })),
    text: plainText(page.body),
  }));
}
