import { ExpressiveCode } from "@astrojs/starlight/expressive-code";
import { toHtml } from "@astrojs/starlight/expressive-code/hast";
import { beforeAll, expect, test } from "vitest";
import { compactCode } from "../src/markdown/code/compact.ts";

const engine = new ExpressiveCode({ plugins: [compactCode()] });

/** The content of `<code>`, and the button that copies it. */
async function rendered(code: string, language = "ts", meta = "") {
  const { renderedGroupAst, styles } = await engine.render({ code, language, meta });
  const html = toHtml(renderedGroupAst);
  const [, content = ""] = /<code>(.*)<\/code>/s.exec(html) ?? [];
  return { content, button: /<button[^>]*>/.exec(html)?.[0] ?? "", styles: [...styles] };
}

const source = 'import { a } from "b";\n\nif (a) {\n  call("c", `d`, "");\n}';

// The highlighter stops in a line after half a second, and the first line of a language takes longer under load.
beforeAll(async () => {
  for (let run = 0; run < 3; run += 1) await rendered(source);
});

test("a block of code is its text with a span for each colour but that of the block", async () => {
  const { content } = await rendered(source);
  expect(content.replace(/<\/?span[^>]*>/g, "").replaceAll("&#x26;", "&")).toBe(source);
  expect(content).toMatch(/^<span class="c\w{4}">import<\/span> \{ a \} <span/);
  expect(content).not.toContain("style=");
  expect(content).not.toContain("<div");
});

test("a text in quotes has one colour with its quotes, and what is between two texts has another", async () => {
  const { content } = await rendered(source);
  expect(content).toMatch(/\(<span class="c\w{4}">"c"<\/span>, <span class="c\w{4}">`d`<\/span>, /);
});

test("each class has the colours of both modes in one style", async () => {
  const { content, styles } = await rendered(source);
  const classes = [...new Set([...content.matchAll(/class="(\w+)"/g)].map(([, name]) => name))];
  expect(classes.length).toBeGreaterThan(1);
  for (const name of classes) {
    const style = styles.filter((one) => one.includes(`.${name}{`));
    expect(style).toEqual([expect.stringMatching(/\{--0:#\w{6};--1:#\w{6}\}$/)]);
  }
});

test("the button has the code only where less is copied than the block shows", async () => {
  expect((await rendered(source)).button).not.toContain("data-code");
  const { button } = await rendered("# A comment.\nnpm test", "sh", 'frame="terminal"');
  expect(button).toContain('data-code="npm test"');
});

test("a block with a mark is left alone", async () => {
  const { content } = await rendered(source, "ts", "{1}");
  expect(content).toContain('<div class="ec-line highlight mark">');
  expect(content).toContain("style=");
});
