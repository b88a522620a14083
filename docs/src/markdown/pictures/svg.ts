import type { Element, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { SKIP, visit } from "unist-util-visit";

/** A picture as an element of a page. */
export interface Svg {
  readonly element: Element;
  /** In pixels, before it is scaled. */
  readonly width: number;
}

/** The colours that a picture may use, each a variable of the theme: readable in dark and in light mode. */
const palette: Readonly<Record<string, string>> = {
  dimgray: "var(--sl-color-gray-3)",
  lightgray: "var(--sl-color-gray-6)",
  lightgrey: "var(--sl-color-gray-6)",
  lightblue: "var(--sl-color-blue-low)",
  palegreen: "var(--sl-color-green-low)",
  mistyrose: "var(--sl-color-red-low)",
  moccasin: "var(--sl-color-orange-low)",
  black: "var(--sl-color-white)",
  none: "none",
  transparent: "none",
};

/** Graphviz knows the widths of Helvetica; a page's font may be wider by a seventh. */
const textScale = 13 / 15;

/** What Graphviz writes for programs, and which would be read out or clash on a page with two pictures. */
const unwanted: ReadonlySet<string> = new Set(["title", "desc"]);

/**
 * Makes an accessible element of an SVG that Graphviz has drawn.
 *
 * @param id Unique on the page.
 * @throws {Error} when the picture has no name, or a colour without a variable.
 */
export function toSvg(drawing: string, { id, words }: { id: string; words: string }): Svg {
  const root = fromHtml(drawing, { fragment: true, space: "svg" });
  const svg = find(root, "svg");
  const title = nameOf(find(svg, "g"));
  if (title === undefined) throw new Error('a picture needs a name: digraph "Its title" { … }');
  visit(svg, (node, index, parent) => {
    if (node.type === "comment" || (node.type === "element" && unwanted.has(node.tagName))) {
      parent?.children.splice(index ?? 0, 1);
      return [SKIP, index ?? 0];
    }
    if (node.type === "element") themed(node);
    return undefined;
  });
  const [width, height] = sizeOf(svg);
  svg.properties = {
    viewBox: svg.properties["viewBox"],
    width,
    height,
    role: "img",
    ariaLabelledBy: [`${id}-title`],
    ariaDescribedBy: [`${id}-words`],
  };
  svg.children.unshift(
    labelled("title", `${id}-title`, title),
    labelled("desc", `${id}-words`, words),
  );
  return { element: svg, width };
}

/** Replaces colours by variables of the theme, and fonts by those of the page. */
function themed({ tagName, properties }: Element): void {
  delete properties["id"];
  delete properties["className"];
  delete properties["fontFamily"];
  for (const name of ["fill", "stroke"]) {
    const colour = properties[name];
    if (typeof colour !== "string") continue;
    const variable = palette[colour];
    if (variable === undefined) {
      const known = Object.keys(palette).join(", ");
      throw new Error(`the theme has no colour for "${colour}"; it has ${known}`);
    }
    properties[name] = variable;
  }
  if (tagName !== "text") return;
  properties["fill"] ??= "var(--sl-color-white)";
  properties["fontSize"] = String(Number(properties["fontSize"]) * textScale);
}

/** Graphviz gives the size in points, and the view box in the same unit: a point is drawn as a pixel. */
function sizeOf({ properties }: Element): [number, number] {
  const [width, height] = ["width", "height"].map((name) =>
    Number.parseInt(String(properties[name]), 10),
  );
  return [width ?? 0, height ?? 0];
}

function labelled(tagName: string, id: string, value: string): Element {
  return { type: "element", tagName, properties: { id }, children: [{ type: "text", value }] };
}

function find(tree: Root | Element, tagName: string): Element {
  let found: Element | undefined;
  visit(tree, "element", (node) => {
    if (node.tagName === tagName) found ??= node;
  });
  if (found === undefined) throw new Error(`Graphviz draws no <${tagName}>`);
  return found;
}

/** The name of the graph; its nodes have names of their own. */
function nameOf({ children }: Element): string | undefined {
  const title = children.find((child) => child.type === "element" && child.tagName === "title");
  const [text] = title?.type === "element" ? title.children : [];
  return text?.type === "text" ? text.value : undefined;
}
