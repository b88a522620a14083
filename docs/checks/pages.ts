import type { BuiltPage, BuiltSite } from "./site.ts";

/** A title longer than this is cut in search results. The name of the site is part of it. */
const longestTitle = 70;
const longestDescription = 160;
/** In bytes. */
const largestPage = 400_000;
const mostSidebarLinks = 150;

/** What is wrong with single pages: their titles, descriptions, headings, ids and size. */
export function pageFaults({ pages }: BuiltSite): string[] {
  const shown = [...pages.values()].filter(({ redirect }) => redirect === undefined);
  const checked = shown.flatMap((page) =>
    faultsOf(page).map((fault) => `${page.address}: ${fault}`),
  );
  return [...checked, ...sameTitles(shown)];
}

function faultsOf(page: BuiltPage): string[] {
  return [
    ...(page.language === "" ? ["has no language: set lang of <html>"] : []),
    ...headFaults(page),
    ...headingFaults(page),
    ...repeated(page.ids).map((id) => `has the id ${id} more than once: rename a heading`),
    ...sizeFaults(page),
  ];
}

function headFaults({ title, descriptions }: BuiltPage): string[] {
  const [description = ""] = descriptions;
  return [
    ...(title === "" ? ["has no title: set it in the front matter"] : []),
    ...(title.length > longestTitle
      ? [
          `has a title of ${title.length} characters: use at most ${longestTitle}, with the site's name`,
        ]
      : []),
    ...(descriptions.length !== 1 || description === ""
      ? [`has ${descriptions.length} descriptions: write one in the front matter`]
      : []),
    ...(description.length > longestDescription
      ? [`has a description of ${description.length} characters: use at most ${longestDescription}`]
      : []),
  ];
}

function headingFaults({ headings }: BuiltPage): string[] {
  const first = headings.filter((level) => level === 1).length;
  const jump = headings.findIndex((level, index) => level > (headings[index - 1] ?? 0) + 1);
  const [from, to] = [headings[jump - 1] ?? 0, headings[jump]];
  return [
    ...(first === 1 ? [] : [`has ${first} headings of level 1: the title is the only one`]),
    ...(jump < 0
      ? []
      : [`has a heading of level ${to} behind level ${from}: go one level at a time`]),
  ];
}

function sizeFaults({ bytes, sidebarLinks }: BuiltPage): string[] {
  const size = `${Math.ceil(bytes / 1000)} kB`;
  return [
    ...(bytes > largestPage
      ? [`has ${size}: split it, or show less, up to ${largestPage / 1000} kB`]
      : []),
    ...(sidebarLinks > mostSidebarLinks
      ? [`has ${sidebarLinks} links in the sidebar: hide pages with sidebar: { hidden: true }`]
      : []),
  ];
}

function sameTitles(pages: readonly BuiltPage[]): string[] {
  const first = new Map<string, string>();
  return pages.flatMap(({ title, address }) => {
    const other = first.get(title);
    if (other !== undefined) return [`${address}: has the title of ${other}: change one of them`];
    first.set(title, address);
    return [];
  });
}

function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
