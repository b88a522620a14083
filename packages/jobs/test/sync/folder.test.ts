import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import type { Batch } from "@interkit/jobs";
import { type ContentPage, pagesIn } from "@interkit/jobs/sync";
import { expect, test } from "vitest";
import { temporaryPath } from "../support/files.ts";
import { folderWith, readFolder } from "../support/folder.ts";

const site = "https://docs.example.com";

/** The error of a folder that cannot be read. */
async function errorOf(folder: string): Promise<unknown> {
  const error: unknown = await readFolder(folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  return error;
}

test("the pages of a folder come sorted by their paths, which are their external ids", async () => {
  const folder = folderWith({
    "z.md": "z",
    "b/index.html": "<p>b</p>",
    "b/a.markdown": "a",
    "b.htm": "b",
    "B.MD": "B",
    "notes.txt": "no page",
    "data.json": "{}",
  });
  const { names } = await readFolder(folder);
  expect(names).toEqual(["B.MD", "b.htm", "b/a.markdown", "b/index.html", "z.md"]);
  expect((await readFolder(folder)).names).toEqual(names);
});

test.each([
  ["guides/start.md", `${site}/guides/start`],
  ["guides/index.md", `${site}/guides/`],
  ["guides/README.md", `${site}/guides/`],
  ["index.html", `${site}/`],
  ["readme.markdown", `${site}/`],
  ["old/page.html", `${site}/old/page.html`],
  ["with space/ä#?.md", `${site}/with%20space/%C3%A4%23%3F`],
  ["v1.2.md", `${site}/v1.2`],
])("the page %s is at %s", async (name, url) => {
  const folder = folderWith({ [name]: "text" });
  for (const base of [site, `${site}/`]) {
    expect((await readFolder(folder, { url: base })).pages).toMatchObject([{ url }]);
  }
});

test("addresses can come from a function of the path, and front matter has priority", async () => {
  const folder = folderWith({
    "a.md": "a",
    "b.md": "---\nurl: https://www.example.com/b\n---\nb",
    "c.md": "---\nurl: /c/\n---\nc",
  });
  const url = (name: string) => `${site}/x?page=${name}`;
  const { pages } = await readFolder(folder, { url });
  expect(pages.map((page) => page.url)).toEqual([
    `${site}/x?page=a.md`,
    "https://www.example.com/b",
    `${site}/c/`,
  ]);
  const wrong = readFolder(folder, { url: () => "/a" });
  await expect(wrong).rejects.toThrow('returned "/a" for "a.md"');
});

test("without an address, pages have none, and a relative one in front matter is an error", async () => {
  const folder = folderWith({ "a.md": "[b](b.md)" });
  const { pages } = await readFolder(folder);
  expect(pages[0]).not.toHaveProperty("url");
  expect(pages[0]?.html).toBe('<p><a href="b.md">b</a></p>');
  writeFileSync(path.join(folder, "a.md"), "---\nurl: /a\n---\n");
  expect(String(await errorOf(folder))).toContain('a.md: "url" in the front matter is "/a"');
});

test("names that begin with a dot and node_modules are left out", async () => {
  const names = [".git/a.md", ".hidden.md", "node_modules/x/README.md", "a/.vitepress/b.md"];
  const files = Object.fromEntries(names.map((name) => [name, "x"]));
  expect((await readFolder(folderWith({ ...files, "a/b.md": "b" }))).names).toEqual(["a/b.md"]);
});

test("patterns include and exclude pages, and whole folders", async () => {
  const folder = folderWith({
    "guides/a.md": "a",
    "guides/deep/b.md": "b",
    "internal/c.md": "c",
    "d.md": "d",
  });
  const names = async (options: object) => (await readFolder(folder, options)).names;
  expect(await names({ include: ["guides/**"] })).toEqual(["guides/a.md", "guides/deep/b.md"]);
  expect(await names({ include: ["*.md"] })).toEqual(["d.md"]);
  for (const exclude of [["internal"], ["internal/"], ["internal/**"], ["**/c.md"]]) {
    expect(await names({ exclude })).toEqual(["d.md", "guides/a.md", "guides/deep/b.md"]);
  }
  expect(await names({ include: ["guides/**"], exclude: ["**/deep/**"] })).toEqual(["guides/a.md"]);
});

test("what is excluded is not read, even if it could not be", async () => {
  const folder = folderWith({ "a.md": "a", "broken/b.md": new Uint8Array([0xff]) });
  symlinkSync("nowhere", path.join(folder, "link.md"));
  const { names } = await readFolder(folder, { exclude: ["broken/**", "link.md"] });
  expect(names).toEqual(["a.md"]);
});

test("a folder without pages has none; one that does not exist is an error", async () => {
  expect((await readFolder(folderWith({ "a.txt": "a" }))).names).toEqual([]);
  const missing = temporaryPath("missing");
  expect(String(await errorOf(missing))).toContain(`${missing} does not exist`);
  const file = path.join(folderWith({ "a.md": "a" }), "a.md");
  expect(String(await errorOf(file))).toContain("is no folder");
});

test.each<[string, (folder: string) => void, string]>([
  [
    "is a link to nothing",
    (folder) => symlinkSync("nowhere", path.join(folder, "b.md")),
    "b.md does not exist, or is a link that leads nowhere",
  ],
  [
    "may be a folder, and is a link to nothing",
    (folder) => symlinkSync("nowhere", path.join(folder, "guides")),
    "guides does not exist, or is a link that leads nowhere",
  ],
  [
    "is a link to itself",
    (folder) => symlinkSync("b.md", path.join(folder, "b.md")),
    "b.md is a link that leads back to itself",
  ],
  [
    "is not UTF-8",
    (folder) => writeFileSync(path.join(folder, "b.md"), new Uint8Array([0x61, 0xe4, 0x62])),
    "b.md is not a text in UTF-8",
  ],
  [
    "has more than 5 MB",
    (folder) => writeFileSync(path.join(folder, "b.md"), "a".repeat(5_000_001)),
    "b.md has 5,000,001 bytes, and a page has at most 5,000,000",
  ],
  [
    "is a link to what is no file",
    (folder) => symlinkSync("/dev/null", path.join(folder, "b.md")),
    "b.md is no regular file",
  ],
])("a page that %s ends the reading with its name", async (_, write, message) => {
  const folder = folderWith({ "a.md": "a", "c.md": "c" });
  write(folder);
  expect(String(await errorOf(folder))).toContain(message);
});

test("links to files and folders are followed, also to one folder twice", async () => {
  const shared = folderWith({ "deep/x.md": "x" });
  const folder = folderWith({ "a.md": "a" });
  symlinkSync(shared, path.join(folder, "one"));
  symlinkSync(shared, path.join(folder, "two"));
  symlinkSync(path.join(folder, "a.md"), path.join(folder, "b.md"));
  expect((await readFolder(folder)).names).toEqual([
    "a.md",
    "b.md",
    "one/deep/x.md",
    "two/deep/x.md",
  ]);
});

test("a link to a folder that it is in is an error, also by another link", async () => {
  const folder = folderWith({ "a.md": "a", "b/b.md": "b" });
  symlinkSync("..", path.join(folder, "b/up"));
  expect(String(await errorOf(folder))).toContain("which it is in");
  rmSync(path.join(folder, "b/up"));
  mkdirSync(path.join(folder, "c"));
  symlinkSync("../c", path.join(folder, "b/to-c"));
  symlinkSync("../b", path.join(folder, "c/to-b"));
  expect(String(await errorOf(folder))).toContain("which it is in");
});

test("a name is the same text on every system", async () => {
  const folder = folderWith({ "u\u0308ber.md": "x" });
  const { pages } = await readFolder(folder, { url: site, include: ["\u00fcber.*"] });
  expect(pages).toMatchObject([{ external_id: "\u00fcber.md", url: `${site}/%C3%BCber` }]);
});

test("pages come in batches, and a job continues behind those that are done", async () => {
  const files = Array.from({ length: 25 }, (_, n) => [`page-${n}.md`, `Page ${n}`]);
  const folder = folderWith(Object.fromEntries(files));
  expect((await readFolder(folder, { batchSize: 10 })).batches).toEqual([10, 10, 5]);
  const { signal } = new AbortController();
  const read = async (mark: Batch<ContentPage>["mark"] | undefined) => {
    const batches: Batch<ContentPage>[] = [];
    const context = { mark, signal, notice: () => undefined };
    for await (const batch of pagesIn(folder, { batchSize: 10 }).read(context)) batches.push(batch);
    return batches;
  };
  const [first] = await read(undefined);
  expect((await read(first?.mark)).map(({ items }) => items.length)).toEqual([10, 5]);
});

test.each([
  ["no path", "", {}, '"path" must be a text'],
  ["an option that does not exist", "docs", { base: site }, 'has no "base"'],
  ["a site that is no address", "docs", { url: "docs.example.com" }, '"url" must be the address'],
  ["a site with a query", "docs", { url: `${site}?a=1` }, '"url" must be the address of the site'],
  ["a pattern that is no list", "docs", { include: "*.md" }, '"include" must be a list'],
  ["a pattern with !", "docs", { include: ["!a.md"] }, 'write "a.md" in "exclude"'],
  ["a batch of none", "docs", { batchSize: 0 }, '"batchSize" must be a whole number'],
])("%s is refused at once", (_, folder, options, message) => {
  const refused = () => pagesIn(folder, options as never);
  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(message);
});
