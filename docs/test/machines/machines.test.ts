import { describe, expect, test } from "vitest";
import { readPages } from "../../generate/machines/read.ts";
import { documentOf, markdownAddress, type SourcePage } from "../../src/machines/document.ts";
import { llmsFullTxt, llmsTxt } from "../../src/machines/llms.ts";
import { sectionsOf } from "../../src/machines/markdown.ts";
import { searchEntries } from "../../src/machines/search.ts";

const site = { url: "https://docs.example/interkit" };

function page(id: string, body = "Text.", data: Partial<SourcePage["data"]> = {}): SourcePage {
  return { id, body, data: { title: `Title of ${id}`, description: `About ${id}.`, ...data } };
}

const reference = (version: string) => ({ reference: { version } });
const pages = [
  page("guides/later", "Later.", { sidebar: { order: 2 } }),
  page("guides/first", "First.", { sidebar: { order: 1 } }),
  page("index", "[Guide](/guides/first/)", { description: "What this is." }),
  page("reference/tags", "## tags.list\n\nLists *tags*.", reference("2.16")),
  page("reference/2.9", "All.", { ...reference("2.9"), sidebar: { hidden: true } }),
  page("reference/2.9/tags", "Old.", { ...reference("2.9"), sidebar: { hidden: true } }),
  page("reference/preview/tags", "New.", reference("Preview")),
  page("versions/from-2.9-to-2.10", "Step.", { sidebar: { hidden: true } }),
  page("versions/from-2.9-to-2.11", "Steps.", { sidebar: { hidden: true } }),
  page("versions/from-2.10-to-2.11", "Step.", { sidebar: { hidden: true } }),
];

describe("the Markdown of a page", () => {
  const written = (body: string) => documentOf(page("a", body), markdownAddress);

  test("begins with the title and the description", () => {
    expect(written("Text.\n")).toBe("# Title of a\n\n> About a.\n\nText.\n");
  });

  test("has links to the Markdown of other pages, and leaves links to files and other sites", () => {
    const body =
      "[a](/guides/a/), [b](/guides/b/#heading), [start](/), [list](/llms.txt) and [c](https://c.example/).";
    expect(written(body)).toContain(
      "[a](/guides/a.md), [b](/guides/b.md#heading), [start](/index.md), [list](/llms.txt) and [c](https://c.example/).",
    );
  });

  test("has links within tables and HTML rewritten", () => {
    const body = "<details>\n<summary>S</summary>\n\n| a |\n|---|\n| [a](/a/) |\n\n</details>";
    expect(written(body)).toContain("| [a](/a.md) |");
  });

  test("has the words of a picture, on several lines too, in its place", () => {
    const body = "Before.\n\n![A call has\nfive steps.](/pictures/call.dot)\n\nAfter.";
    expect(written(body)).toContain("Before.\n\nA call has\nfive steps.\n\nAfter.");
  });

  test("has code as it is written", () => {
    const body = "`[a](/a/)`\n\n```md\n[a](/a/) ![w o r d](/pictures/a.dot)\n```\n\n    [a](/a/)\n";
    expect(written(body)).toContain(body.trim());
  });
});

describe("llms.txt", () => {
  const text = llmsTxt(pages, site);

  test("has the title, what this is, and a section for each group in the order of the sidebar", () => {
    expect(text).toMatch(/^# Interkit\n\n> What this is\.\n/);
    expect(text.match(/^## .+$/gm)).toEqual([
      "## Start",
      "## Guides",
      "## Reference",
      "## Optional",
    ]);
    const guides = [
      "- [Title of guides/first](https://docs.example/interkit/guides/first.md): About guides/first.",
      "- [Title of guides/later](https://docs.example/interkit/guides/later.md): About guides/later.",
    ];
    expect(text).toContain(guides.join("\n"));
  });

  test("has other versions of the reference as one link each, among what is optional", () => {
    const [, optional = ""] = text.split("## Optional");
    expect(optional.match(/\(.+?\)/g)).toEqual([
      "(https://docs.example/interkit/reference/2.9.md)",
      "(https://docs.example/interkit/versions/from-2.9-to-2.10.md)",
      "(https://docs.example/interkit/versions/from-2.9-to-2.11.md)",
      "(https://docs.example/interkit/versions/from-2.10-to-2.11.md)",
    ]);
    expect(text).not.toContain("preview");
  });

  test("states the size of llms-full.txt, which has all that is not optional", () => {
    const full = llmsFullTxt(pages, site);
    expect(text).toContain(`${Math.ceil(full.length / 1000)} kB: [llms-full.txt]`);
    expect(full.match(/^# .+$/gm)).toEqual([
      "# Title of index",
      "# Title of guides/first",
      "# Title of guides/later",
      "# Title of reference/tags",
    ]);
    expect(full).toContain("[Guide](https://docs.example/interkit/guides/first.md)");
  });

  test("refuses a page in a folder without a group", () => {
    expect(() => llmsTxt([page("other/a")], site)).toThrow("no group for /other/a/");
  });
});

describe("search.json", () => {
  const entries = searchEntries(pages);

  test("has the newest stable version, and the steps from one version to the next", () => {
    expect(entries.map(({ address }) => address)).toEqual([
      "/guides/later/",
      "/guides/first/",
      "/",
      "/reference/tags/",
      "/versions/from-2.9-to-2.10/",
      "/versions/from-2.10-to-2.11/",
    ]);
  });

  test("has the headings with their anchors, and the text without signs of Markdown", () => {
    expect(entries[3]).toMatchObject({
      title: "Title of reference/tags",
      headings: [{ text: "tags.list", anchor: "tagslist" }],
      text: "tags.list\nLists tags.",
    });
  });
});

test("sections begin at headings, and two of the same words have different anchors", () => {
  const body = "Before.\n\n## `A` b\n\n```md\n## C\n```\n\n## A b\n\nEnd.";
  expect(sectionsOf(body, "Title")).toEqual([
    { heading: "Title", anchor: "", text: "Before." },
    { heading: "A b", anchor: "a-b", text: "## `A` b\n\n```md\n## C\n```" },
    { heading: "A b", anchor: "a-b-1", text: "## A b\n\nEnd." },
  ]);
});

test("every written page has a group in llms.txt, and no link to an address in place of a file", () => {
  const written = readPages();
  expect(written.length).toBeGreaterThan(20);
  const full = llmsFullTxt(written, site);
  const code = /^(`{3,})[^`\n]*\n.*?^\1$|`[^`]*`/gms;
  expect(full.replace(code, "").match(/\]\(\/[^)]*\)|\/pictures\/\w+\.dot/g)).toBeNull();
});
