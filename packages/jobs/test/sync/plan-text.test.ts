import { expect, test } from "vitest";
import { page } from "../support/pages.ts";
import { manyPages, pagesCalled, syncSetup } from "../support/sync.ts";

test("the text of a plan reads like a diff", async () => {
  const { world, create, people, sandbox, pages } = syncSetup();
  const html = ["<p>1</p>", "<p>2</p>", "<p>3</p>"].join("\n").padEnd(200, "\n<br>");
  world.rows = [...pagesCalled("left.md", "same.md"), page("api.md", { title: "Use API", html })];
  const docs = create();
  await docs.apply();
  const [source] = await people.aiContent.contentImportSources.list().collect({ limit: 1 });
  sandbox.seed.externalPage({ source_id: String(source?.id), external_id: "other.md" });
  const text = html.replace("<p>2</p>", "<p>two</p>\n<p>more</p>");
  world.rows = [
    page("start.md", { title: "Getting started" }),
    page("same.md"),
    page("api.md", { title: "Use the API", html: text }),
  ];
  const plan = await docs.plan();
  expect(String(plan).split("\n")).toEqual([
    "+ start.md  Getting started   (new)",
    "~ api.md    Use the API       (changed: html +2 −1 lines, title)",
    '    title  "Use API" → "Use the API"',
    "- left.md   Title of left.md  (left)",
    "1 to add, 1 to change, 1 to remove, 1 unchanged, 1 unknown at Intercom",
  ]);
  const report = await docs.apply();
  expect(String(report)).toBe("complete: 1 added, 1 changed, 1 removed, 1 unchanged");
  expect(await pages()).toHaveLength(4);
});

test("a text has the first changes, and as many as are wished", async () => {
  const { world, create } = syncSetup();
  world.rows = manyPages(1_000);
  const plan = await create().plan();
  const lines = String(plan).split("\n");
  expect(lines).toHaveLength(42);
  expect(lines[40]).toBe("… and 960 more");
  expect(lines[41]).toBe("1,000 to add, 0 to change, 0 to remove, 0 unchanged");
  expect(plan.toString(2).split("\n")).toHaveLength(4);
  expect(plan.changes).toHaveLength(1_000);
  expect(JSON.parse(JSON.stringify(plan))).toMatchObject({
    approval: "0@0",
    counts: { create: 1_000 },
  });
});

test("an error of an item has no characters on which a terminal would act", async () => {
  const { world, create } = syncSetup();
  world.rows = [page("a\u001b[2J.md", { url: "" })];
  await expect(create().plan()).rejects.toThrow(
    'Item 1 of rows: contentPages: the page "a\\u001b[2J.md"',
  );
});

test("what a terminal would act on is escaped, and long texts are cut", async () => {
  const { world, create } = syncSetup();
  const title = `\u001b[31mred\u202e\n${"long ".repeat(100)}`;
  world.rows = [page("a\u0007.md", { title, url: "https://docs.example.com/a" })];
  const text = String(await create().plan());
  expect(text).toContain("+ a\\u0007.md  \\u001b[31mred\\u{202e}\\nlong long");
  expect(text.split("\n")).toHaveLength(2);
  expect(text.split("\n")[0]?.length).toBeLessThan(120);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it must have none of them.
  expect(text).not.toMatch(/[\u0000-\u0009\u001b\u202e]/);
});
