import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createMarkdownProcessor } from "@astrojs/markdown-remark";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { type Drawings, drawPictures } from "../src/markdown/pictures/draw.ts";
import { remarkPictures } from "../src/markdown/pictures/remark-pictures.ts";

const own: Drawings = await drawPictures(path.join(import.meta.dirname, "../pictures"));

/** The HTML that Astro makes of a page. */
async function render(markdown: string, drawings: Drawings): Promise<string> {
  const remarkPlugins = [[remarkPictures, drawings]] as [[typeof remarkPictures, Drawings]];
  const processor = await createMarkdownProcessor({ remarkPlugins });
  return (await processor.render(markdown)).code;
}

describe("a picture in a page", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "interkit-pictures-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const draw = (dot: string) => {
    writeFileSync(path.join(folder, "one.dot"), dot);
    return drawPictures(folder);
  };
  const words = "![One leads to two.](/pictures/one.dot)";

  it("is SVG with a title, with words, and without what Graphviz adds for programs", async () => {
    const html = await render(words, await draw('digraph "A title" { one -> two }'));
    expect(html).toMatch(/<svg viewBox="[\d. ]+" width="\d+" height="\d+" role="img"/);
    expect(html).toContain('aria-labelledby="picture-1-title" aria-describedby="picture-1-words"');
    expect(html).toContain('<title id="picture-1-title">A title</title>');
    expect(html).toContain('<desc id="picture-1-words">One leads to two.</desc>');
    expect(html.match(/<title/g)).toHaveLength(1);
    expect(html).not.toMatch(/<img|<!--|id="(graph|node|edge)/);
  });

  it("has the colours and the font of the theme alone", async () => {
    const html = await render(words, await draw('digraph "A title" { one -> two [label=x] }'));
    const colours = [...html.matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(([, colour]) => colour);
    expect(colours.length).toBeGreaterThan(5);
    expect(
      colours.filter((colour) => !/^(none|var\(--sl-color-[\w-]+\))$/.test(colour ?? "")),
    ).toEqual([]);
    expect(html).not.toContain("font-family");
  });

  it("has ids of its own when it is on a page twice", async () => {
    const html = await render(`${words}\n\n${words}`, await draw('digraph "A title" { one }'));
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
  });

  it("can be scrolled with the keyboard where it is wider than a phone", async () => {
    const narrow = await render(words, await draw('digraph "A title" { one -> two }'));
    expect(narrow).toContain('<span class="picture"><svg');
    const dot = `digraph "A title" { one [label="${"wide ".repeat(20)}"] }`;
    expect(await render(words, await draw(dot))).toContain('<span class="picture" tabindex="0">');
  });

  it.each(["![]", "![ ]", "![one.]"])("needs words: %s", async (image) => {
    const drawings = await draw('digraph "A title" { one }');
    await expect(render(`${image}(/pictures/one.dot)`, drawings)).rejects.toThrow(
      "the picture /pictures/one.dot needs words",
    );
  });

  it("has to exist", async () => {
    const drawings = await draw('digraph "A title" { one }');
    await expect(render("![One leads to two.](/pictures/two.dot)", drawings)).rejects.toThrow(
      "there is no picture /pictures/two.dot",
    );
  });

  it("needs a name, and colours of the theme", async () => {
    const unnamed = await draw("digraph { one }");
    await expect(render(words, unnamed)).rejects.toThrow("a picture needs a name");
    const pink = await draw('digraph "A title" { one [fillcolor=pink] }');
    await expect(render(words, pink)).rejects.toThrow('the theme has no colour for "pink"');
  });

  it.each([
    ["a mistake in its source", "digraph { one -> }", "syntax error"],
    ["something to warn of", "digraph { one [shape=sphere] }", "unknown shape sphere"],
  ])("is refused with %s, by the name of the file", async (_, dot, message) => {
    await expect(draw(dot)).rejects.toThrow(new RegExp(`^pictures/one.dot: .*${message}`));
  });

  it("leaves other images as they are", async () => {
    const html = await render("![One.](https://example.com/pictures/one.dot)", {});
    expect(html).toContain('<img src="https://example.com/pictures/one.dot"');
  });
});

test.each(Object.keys(own))("the picture %s is drawn, in colours of the theme", async (name) => {
  const html = await render(`![One leads to two.](/pictures/${name}.dot)`, own);
  expect(html).toContain('role="img"');
});
