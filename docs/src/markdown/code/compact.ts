import { createHash } from "node:crypto";
import { definePlugin, type ExpressiveCodePlugin } from "@astrojs/starlight/expressive-code";
import type { Element, ElementContent } from "hast";
import { visit } from "unist-util-visit";
import { merged, type Run, withQuotes } from "./runs.ts";

/**
 * Writes blocks of code in less than half of the HTML: text with a span for each colour but that of the block, and a
 * class for each pair of colours. A long page of the reference has thousands of them.
 */
export function compactCode(): ExpressiveCodePlugin {
  return definePlugin({
    name: "Compact code",
    hooks: {
      postprocessRenderedBlock: ({ renderData, styleVariants, addStyles }) => {
        const colors = styleVariants.map(({ resolvedStyleSettings }, index) => {
          return `--${index}:${resolvedStyleSettings.get("codeForeground")}`;
        });
        const styles = compact(renderData.blockAst, colors.join(";").toLowerCase());
        for (const style of styles) addStyles(`.${classOf(style)}{${style}}`);
      },
    },
  });
}

/**
 * Changes the block, and returns the styles that its classes stand for. It leaves a block alone that shows more than
 * its code, such as numbers of lines or marks.
 */
function compact(block: Element, defaultStyle: string): Set<string> {
  const code = first(block, "code");
  const lines = code?.children.map(runsOf) ?? [];
  if (code === undefined || !lines.every((line) => line !== undefined)) return new Set();
  const runs = merged(
    lines.flatMap((line, index) => [
      ...(index === 0 ? [] : [{ text: "\n", style: "" }]),
      ...withQuotes(line),
    ]),
    defaultStyle,
  );
  code.children = runs.map(({ text, style }): ElementContent => {
    const children: [ElementContent] = [{ type: "text", value: text }];
    if (style === "") return children[0];
    return { type: "element", tagName: "span", properties: { class: classOf(style) }, children };
  });
  // A block without a title has an empty one, which is not displayed.
  block.children = block.children.filter(
    (child) => child.type !== "element" || child.tagName !== "figcaption" || textOf(child) !== "",
  );
  const copy = first(block, "button");
  // The browser reads what is copied from the block, unless less is copied than it shows.
  if (copy && String(copy.properties["dataCode"]).replaceAll("\x7f", "\n") === textOf(code))
    delete copy.properties["dataCode"];
  return new Set(runs.flatMap(({ style }) => (style === "" ? [] : [style])));
}

/** What a line of a block shows; `undefined` for one that shows more than code. */
function runsOf(line: ElementContent): Run[] | undefined {
  if (line.type !== "element" || !hasClass(line, "ec-line")) return undefined;
  const [code, ...more] = line.children;
  if (more.length > 0 || code?.type !== "element" || !hasClass(code, "code")) return undefined;
  // An empty line has a line break of its own.
  if (textOf(code) === "\n") return [];
  return code.children.flatMap(runsIn);
}

function runsIn(node: ElementContent): Run[] {
  if (node.type !== "element") return [{ text: textOf(node), style: "" }];
  // The indentation has an element of its own, for lines that wrap. None does here.
  if (hasClass(node, "indent")) return node.children.flatMap(runsIn);
  return [{ text: textOf(node), style: String(node.properties["style"] ?? "") }];
}

/** The same style has the same name in each build, and on each page. */
function classOf(style: string): string {
  return `c${createHash("sha256").update(style).digest("hex").slice(0, 4)}`;
}

function hasClass({ properties }: Element, name: string): boolean {
  return properties["className"]?.toString() === name;
}

function first(parent: Element, tagName: string): Element | undefined {
  let found: Element | undefined;
  visit(parent, "element", (element) => {
    if (element.tagName === tagName) found ??= element;
  });
  return found;
}

function textOf(node: ElementContent): string {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map(textOf).join("") : "";
}
