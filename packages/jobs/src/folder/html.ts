import type { DefaultTreeAdapterTypes } from "parse5";

type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;
type Parser = typeof import("parse5");

/** The title and the content of a page. */
export interface ParsedPage {
  readonly title: string | undefined;
  readonly html: string;
}

/** What is no content. */
const left: readonly string[] = [
  "script",
  "style",
  "noscript",
  "template",
  "title",
  "link",
  "meta",
  "#comment",
];

/** Attributes that are addresses. */
const addresses: readonly string[] = ["href", "src", "poster"];

let parser: Promise<Parser> | undefined;

function loadParser(): Promise<Parser> {
  parser ??= import("parse5");
  return parser;
}

/** Takes the main part of a document, or its body. The title is the given one, or that of the document. */
export async function parseHtml(
  text: string,
  given: string | undefined,
  resolve: (link: string) => string,
): Promise<ParsedPage> {
  const { parse, serialize } = await loadParser();
  const document = parse(text);
  const main = find(document, isMain) ?? find(document, isNamed("body")) ?? document;
  const title = find(document, isNamed("title")) ?? find(main, isNamed("h1"));
  const words = title && textOf(title).replace(/\s+/g, " ").trim();
  clean(main, resolve);
  return { title: given ?? (words || undefined), html: serialize(main).trim() };
}

/** Resolves the links of HTML that is part of a page of Markdown, and leaves out its scripts. */
export async function cleanHtml(html: string, resolve: (link: string) => string): Promise<string> {
  const { parseFragment, serialize } = await loadParser();
  const fragment = parseFragment(html);
  clean(fragment, resolve);
  return serialize(fragment);
}

function isMain({ tagName, attrs }: Element): boolean {
  return tagName === "main" || attrs.some(({ name, value }) => name === "role" && value === "main");
}

function isNamed(name: string): (element: Element) => boolean {
  return ({ tagName }) => tagName === name;
}

/** The elements of a part of a document, in their order. A document may be deeper than the stack of calls. */
function* elementsIn(part: Parent): Generator<Element> {
  const stack = [...part.childNodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!("tagName" in node)) continue;
    yield node;
    for (let index = node.childNodes.length - 1; index >= 0; index--) {
      stack.push(node.childNodes[index] as DefaultTreeAdapterTypes.ChildNode);
    }
  }
}

function find(part: Parent, matches: (element: Element) => boolean): Element | undefined {
  for (const element of elementsIn(part)) if (matches(element)) return element;
  return undefined;
}

/** The text of an element, whose own elements are no deeper than a title. */
function textOf(part: Parent): string {
  const texts = part.childNodes.map((node) => {
    if ("childNodes" in node) return textOf(node);
    return "value" in node ? node.value : "";
  });
  return texts.join("");
}

function clean(part: Parent, resolve: (link: string) => string): void {
  removeFrom(part);
  for (const element of elementsIn(part)) {
    removeFrom(element);
    // The image in `src` is one of those in `srcset`.
    element.attrs = element.attrs.filter(({ name }) => name !== "srcset");
    for (const attribute of element.attrs) {
      if (addresses.includes(attribute.name)) attribute.value = resolve(attribute.value);
    }
  }
}

function removeFrom(part: Parent): void {
  part.childNodes = part.childNodes.filter(({ nodeName }) => !left.includes(nodeName));
}
