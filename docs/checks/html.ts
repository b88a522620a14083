import type { Element, Properties, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { visit } from "unist-util-visit";

/** What the checks read in a built page. */
export interface Html {
  readonly language: string;
  readonly title: string;
  readonly descriptions: readonly string[];
  /** The headings of the page's own content, in order, from 1 to 6. */
  readonly headings: readonly number[];
  /** The ids of those headings below the first level that have one. */
  readonly headingIds: readonly string[];
  readonly ids: readonly string[];
  /** What a reader can follow. */
  readonly links: readonly string[];
  /** What the browser loads by itself: scripts, styles, images, fonts. */
  readonly loads: readonly string[];
  /** How many links the sidebar has. */
  readonly sidebarLinks: number;
  /** Where the browser is sent at once, on a page that is only a redirect. */
  readonly redirect: string | undefined;
}

/** The `rel` of links that name an address without loading it. */
const namesOnly = new Set(["alternate", "author", "canonical", "license", "next", "prev"]);
const loadedBy: Readonly<Record<string, readonly string[]>> = {
  audio: ["src"],
  embed: ["src"],
  iframe: ["src"],
  image: ["href"],
  img: ["src"],
  link: ["href"],
  object: ["data"],
  script: ["src"],
  source: ["src"],
  track: ["src"],
  use: ["href"],
  video: ["src", "poster"],
};

/** Reads a page once. */
export function readHtml(text: string): Html {
  const tree = fromHtml(text);
  const elements = elementsOf(tree);
  const metas = elements.filter(({ tagName }) => tagName === "meta");
  const main = elements.find(({ tagName }) => tagName === "main");
  const sidebar = elements.find(({ properties }) => properties["id"] === "starlight__sidebar");
  const html = elements.find(({ tagName }) => tagName === "html");
  const headings = (main ? elementsOf(main) : elements).filter((one) => levelOf(one) > 0);
  return {
    language: attribute(html?.properties ?? {}, "lang") ?? "",
    title: titleOf(elements),
    descriptions: metas.flatMap(({ properties }) =>
      properties["name"] === "description" ? [attribute(properties, "content") ?? ""] : [],
    ),
    headings: headings.map(levelOf),
    headingIds: headings.flatMap((one) =>
      levelOf(one) > 1 ? (attribute(one.properties, "id") ?? []) : [],
    ),
    ids: elements.flatMap(({ properties }) => attribute(properties, "id") ?? []),
    links: linksIn(elements),
    loads: elements.flatMap(loads),
    sidebarLinks: sidebar ? linksIn(elementsOf(sidebar)).length : 0,
    redirect: redirectOf(metas),
  };
}

function elementsOf(tree: Root | Element): Element[] {
  const elements: Element[] = [];
  visit(tree, "element", (element: Element) => {
    elements.push(element);
  });
  return elements;
}

/** 1 to 6, and 0 for what is no heading. */
function levelOf({ tagName }: Element): number {
  return Number(/^h([1-6])$/.exec(tagName)?.[1] ?? 0);
}

function titleOf(elements: readonly Element[]): string {
  const [text] = elements.find(({ tagName }) => tagName === "title")?.children ?? [];
  return text?.type === "text" ? text.value.trim() : "";
}

function linksIn(elements: readonly Element[]): string[] {
  return elements.flatMap(({ tagName, properties }) =>
    tagName === "a" || tagName === "area" ? (attribute(properties, "href") ?? []) : [],
  );
}

function loads({ tagName, properties }: Element): string[] {
  const rel = [properties["rel"] ?? []].flat().map(String);
  if (tagName === "link" && rel.some((word) => namesOnly.has(word))) return [];
  const addresses = (loadedBy[tagName] ?? []).flatMap((name) => attribute(properties, name) ?? []);
  const images = attribute(properties, "srcSet")?.split(",") ?? [];
  const sources = images.map((image) => image.trim().split(/\s/)[0] ?? "");
  const style = attribute(properties, "style") ?? "";
  return [...addresses, ...sources, ...addressesInStyles(style)].filter(isSent);
}

/** The addresses of `url(…)` and `@import` in a style sheet, without the data that is in the sheet itself. */
export function addressesInStyles(css: string): string[] {
  const found = css.matchAll(/url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)/g);
  return [...found].map(([, url, imported]) => url ?? imported ?? "").filter(isSent);
}

function isSent(address: string): boolean {
  return address !== "" && !/^(data|blob):|^#/.test(address);
}

function redirectOf(metas: readonly Element[]): string | undefined {
  const refresh = metas.find(({ properties }) =>
    [properties["httpEquiv"] ?? []].flat().includes("refresh"),
  );
  return /url=(.+)$/i.exec(attribute(refresh?.properties ?? {}, "content") ?? "")?.[1];
}

function attribute(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
