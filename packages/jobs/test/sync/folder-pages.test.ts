import { ConfigError } from "@interkit/client";
import { expect, test } from "vitest";
import { folderWith, readFolder } from "../support/folder.ts";

const url = "https://docs.example.com";

/** The page of a file with this text. */
async function pageOf(text: string, name = "guides/start.md") {
  const { pages, notices } = await readFolder(folderWith({ [name]: text }), { url });
  return { ...pages[0], notices };
}

test("Markdown becomes HTML, with tables, code and the HTML that it has", async () => {
  const { html } = await pageOf(
    "| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\na < b;\n```\n\n<details><summary>More</summary>\n\n*text*\n\n</details>",
  );
  expect(html).toContain("<td>1</td>");
  expect(html).toContain('<pre><code class="language-js">a &lt; b;');
  expect(html).toContain("<summary>More</summary>");
  expect(html).toContain("<p><em>text</em></p>");
});

test("a page has its title once: a heading that begins it is left out of its content", async () => {
  expect(await pageOf("# Get `started` *now*\n\nText")).toMatchObject({
    title: "Get started now",
    html: "<p>Text</p>",
  });
  expect(await pageOf("Before\n\n# Title\n\nText")).toMatchObject({
    title: "Title",
    html: "<p>Before</p>\n<h1>Title</h1>\n<p>Text</p>",
  });
  expect(await pageOf("---\ntitle: Other\n---\n# Title\n\nText")).toMatchObject({
    title: "Other",
    html: "<h1>Title</h1>\n<p>Text</p>",
  });
  expect(await pageOf("# Only")).toMatchObject({ title: "Only", html: "<h1>Only</h1>" });
});

test.each([
  ["first-steps.md", "First steps"],
  ["guides/first_steps.html", "First steps"],
  ["guides/index.md", "Guides"],
  ["index.md", "Index"],
])("without a title, %s has the name %s, and a notice", async (name, title) => {
  const page = await pageOf("<p>Text</p>", name);
  expect(page.title).toBe(title);
  expect(page.notices).toEqual([
    `Pages without a title, which have the names of their files: ${name}`,
  ]);
});

test("relative links and images become addresses, those of pages included", async () => {
  const { html } = await pageOf(
    [
      "[a](api.md) [b](../index.md#top) [c](./more/README.md?x=1) [d](old.html) [e](#part)",
      "[f](/root.md) [g](https://example.org/x.md) [h](mailto:a@example.com) [i](plain)",
      "![j](../img/a%20b.png) [k][ref] <img src='pic.png' srcset='big.png 2x'> [l](../../out.md)",
      "",
      "[ref]: api.md",
    ].join("\n"),
  );
  const links = [...(html ?? "").matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link]) => link);
  expect(links).toEqual([
    `${url}/guides/api`,
    `${url}/#top`,
    `${url}/guides/more/?x=1`,
    `${url}/guides/old.html`,
    `${url}/guides/start#part`,
    `${url}/root.md`,
    "https://example.org/x.md",
    "mailto:a@example.com",
    `${url}/guides/plain`,
    `${url}/img/a%20b.png`,
    `${url}/guides/api`,
    `${url}/guides/pic.png`,
    `${url}/out.md`,
  ]);
  expect(html).not.toContain("srcset");
});

test("links of a page with an address of its own lead to the same pages", async () => {
  const own = "---\nurl: https://www.example.com/moved\n---\n[a](api.md) [b](#part)";
  const { html } = await pageOf(own);
  expect(html).toContain(`href="${url}/guides/api"`);
  expect(html).toContain('href="https://www.example.com/moved#part"');
});

test("scripts, styles and comments are no content", async () => {
  const noise = "<script>a < b</script><style>p{}</style><!-- note --><noscript>no</noscript>";
  expect((await pageOf(`Text\n\n${noise}\n\nMore`)).html).toMatch(/^<p>Text<\/p>\s*<p>More<\/p>$/);
  const document = `<html><body>${noise}<p>Text</p><template>t</template></body></html>`;
  expect((await pageOf(document, "a.html")).html).toBe("<p>Text</p>");
});

test("of a document of HTML, the main part is the content", async () => {
  const document = (content: string) =>
    `<!doctype html><head><title> The\n title </title></head><body><nav><a href="x">n</a></nav>${content}<footer>f</footer></body>`;
  expect(
    await pageOf(document("<main><h1>H</h1><a href='api.md'>a</a></main>"), "a.html"),
  ).toMatchObject({ title: "The title", html: `<h1>H</h1><a href="${url}/api">a</a>` });
  const role = document("<div role=main><p>Text</div>");
  expect(await pageOf(role, "a.html")).toMatchObject({ html: "<p>Text</p>" });
  const { html } = await pageOf(document("<p>Text"), "a.html");
  expect(html).toBe(`<nav><a href="${url}/x">n</a></nav><p>Text</p><footer>f</footer>`);
  expect(await pageOf("<h1>Part</h1><p>Text", "a.htm")).toMatchObject({
    title: "Part",
    html: "<h1>Part</h1><p>Text</p>",
  });
});

test("HTML may leave out end tags, as its standard allows", async () => {
  const content = "<ul><li><p>a<li><p>b</ul><select><option>c<option>d</select>";
  const { html } = await pageOf(`<main>${content}</main><footer>f</footer>`, "a.html");
  expect(html).toBe(
    "<ul><li><p>a</p></li><li><p>b</p></li></ul><select><option>c</option><option>d</option></select>",
  );
});

test("front matter has the title, the description, the address and the external id", async () => {
  const front =
    "---\r\ntitle: 404\r\ndescription: Short\r\nexternal_id: page-7\r\ntags: [a]\r\n---\r\n";
  expect(await pageOf(`${front}Text`)).toMatchObject({
    title: "404",
    description: "Short",
    external_id: "page-7",
    html: "<p>Text</p>",
    url: `${url}/guides/start`,
  });
  expect(await pageOf("---\ntitle: Page\n---\n<p>Text", "a.html")).toMatchObject({
    title: "Page",
    html: "<p>Text</p>",
  });
  expect((await pageOf("\ufeff---\ntitle: Marked\n---\nText")).title).toBe("Marked");
  expect((await pageOf("---\n---\nText")).html).toBe("<p>Text</p>");
});

test("lines that separate parts of a page are no front matter", async () => {
  expect((await pageOf("---\n\nText\n\n---\n\nMore")).html).toContain("<p>Text</p>");
  expect((await pageOf("--- \nText")).html).toContain("<p>Text</p>");
  const later = await pageOf("----\n\nText\n\n---\ndraft: true\n---\n\nMore");
  expect(later.html).toMatch(/Text.*More/s);
});

test("front matter ends with dashes or dots, and without an end it is an error", async () => {
  expect((await pageOf("---\ntitle: Dots\n...\nText")).title).toBe("Dots");
  for (const text of ["---\ndraft: true\n\nText", "---\r\ndraft: true\r\nText", "---\ntitle:"]) {
    await expect(pageOf(text)).rejects.toThrow(
      "start.md: the front matter that begins in line 1 has no end; write a line --- after",
    );
  }
  expect((await pageOf(`---\n\n${"x: y\n".repeat(300_000)}`)).html).toContain("x: y");
});

test("drafts are left out with a notice", async () => {
  const names = ["a", "b", "c", "d", "e", "f"].map((name) => [
    `${name}.md`,
    "---\ndraft: true\n---",
  ]);
  const more = { "g.md": "---\npublish: false\n---\n", "h.md": "---\ndraft: false\n---\nText" };
  const folder = folderWith({ ...Object.fromEntries(names), ...more });
  const read = await readFolder(folder, { exclude: [] });
  expect(read.names).toEqual(["h.md"]);
  expect(read.notices[0]).toBe(
    "Drafts, which are left out: a.md, b.md, c.md, d.md, e.md and 2 more",
  );
});

test.each([
  [
    "a colon in a text",
    "a: 1\ntitle: How to: begin",
    "start.md: line 3 of the front matter is not YAML",
  ],
  ["a tab", "title: a\n\tb: c", "start.md: line 3 of the front matter is not YAML"],
  ["a title that is a list", "title: [a]", '"title" in the front matter must be a text'],
  ["a draft that is a text", "draft: yes", '"draft" in the front matter must be true or false'],
  ["an alias that does not exist", "title: *a", "the front matter"],
])("front matter with %s is an error with the file", async (_, yaml, message) => {
  const reading = pageOf(`---\n${yaml}\n---\nText`);
  await expect(reading).rejects.toThrow(ConfigError);
  await expect(reading).rejects.toThrow(message);
});
