import {
  addressOf,
  documentOf,
  isOtherVersion,
  markdownAddress,
  type SourcePage,
} from "./document.ts";

/** Where the site is published. */
export interface Place {
  /** Without a slash at its end. */
  readonly url: string;
}

/** The groups of the sidebar, each with the first part of the addresses of its pages. */
const groups: readonly (readonly [label: string, ...parts: string[]])[] = [
  ["Start", "index", "start"],
  ["Guides", "guides"],
  ["Moving over", "moving"],
  ["API versions", "versions"],
  ["Reference", "reference"],
  ["Background", "background"],
  ["Your own API", "your-own-api"],
];

/** The words that the convention has for what may be left out. */
const optional = "Optional";

/**
 * The list of the pages for machines, by the convention of llms.txt: what this is, and a link to the Markdown of
 * each page with its description. Other versions of the reference have one link each, to their list of methods.
 *
 * @see https://llmstxt.org
 */
export function llmsTxt(pages: readonly SourcePage[], { url }: Place): string {
  const size = Math.ceil(Buffer.byteLength(llmsFullTxt(pages, { url })) / 1000);
  const start = pages.find(({ id }) => id === "index");
  const line = (page: SourcePage): string => {
    const { title, description } = page.data;
    const link = `- [${title}](${url}${markdownAddress(addressOf(page))})`;
    return description === undefined ? link : `${link}: ${description}`;
  };
  const sections = [...inGroups(pages)].map(
    ([label, members]) => `## ${label}\n\n${members.map(line).join("\n")}`,
  );
  const head = [
    "# Interkit",
    ...(start?.data.description === undefined ? [] : [`> ${start.data.description}`]),
    `Every page is Markdown at its address with \`.md\` in place of the slash at the end. The pages below, but for those under ${optional}, are one file of ${size} kB: [llms-full.txt](${url}/llms-full.txt). The index for a search is [search.json](${url}/search.json).`,
  ];
  return `${[...head, ...sections].join("\n\n")}\n`;
}

/** All pages that are not optional, one after another, as Markdown. */
export function llmsFullTxt(pages: readonly SourcePage[], { url }: Place): string {
  const link = (address: string) => `${url}${markdownAddress(address)}`;
  const grouped = inGroups(pages);
  grouped.delete(optional);
  const texts = [...grouped.values()].flat().map((page) => {
    return `<!-- ${link(addressOf(page))} -->\n\n${documentOf(page, link)}`;
  });
  return texts.join("\n");
}

/** The pages in the order of the sidebar, by the label of their group. */
function inGroups(pages: readonly SourcePage[]): Map<string, SourcePage[]> {
  const found = new Map<string, SourcePage[]>(groups.map(([label]) => [label, []]));
  found.set(optional, []);
  for (const page of [...pages].sort(bySidebar)) {
    const label = labelOf(page);
    if (label !== undefined) found.get(label)?.push(page);
  }
  return new Map([...found].filter(([, members]) => members.length > 0));
}

/** @throws {Error} for a page in a folder that no group has. */
function labelOf(page: SourcePage): string | undefined {
  const parts = page.id.split("/");
  if (isOtherVersion(page)) return parts.length === 2 ? optional : undefined;
  if (page.data.sidebar?.hidden === true) return optional;
  const group = groups.find(([, ...firsts]) => firsts.includes(parts[0] ?? ""));
  if (group === undefined) {
    throw new Error(
      `llms.txt has no group for /${page.id}/: add its folder to src/machines/llms.ts`,
    );
  }
  return group[0];
}

function bySidebar(one: SourcePage, other: SourcePage): number {
  const order = ({ id, data }: SourcePage) =>
    id === "index" ? -1 : (data.sidebar?.order ?? Number.POSITIVE_INFINITY);
  const [first, second] = [order(one), order(other)];
  if (first !== second) return first < second ? -1 : 1;
  return byId(one.id, other.id);
}

/** With 2.9 before 2.10. */
const byId = new Intl.Collator("en", { numeric: true }).compare;
