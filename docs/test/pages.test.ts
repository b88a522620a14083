import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Page, writePages } from "../generate/page.ts";

describe("writePages", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "interkit-docs-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const page: Page = { path: "a/b", title: "B: a page", description: "One.", body: "Text.\n\n" };

  it("writes front matter and body", () => {
    writePages(folder, [{ ...page, frontmatter: { sidebar: { hidden: true } } }]);
    expect(readFileSync(path.join(folder, "a/b.md"), "utf8")).toBe(
      '---\ntitle: "B: a page"\ndescription: One.\nsidebar:\n  hidden: true\n---\n\nText.\n',
    );
  });

  it("removes a page that is generated no longer", () => {
    writePages(folder, [page, { ...page, path: "c" }]);
    writePages(folder, [page]);
    expect(() => readFileSync(path.join(folder, "c.md"))).toThrow("ENOENT");
  });

  it("refuses a page without text", () => {
    expect(() => writePages(folder, [{ ...page, body: "\n" }])).toThrow("/a/b/ is empty");
  });

  it("refuses two pages of one address", () => {
    expect(() => writePages(folder, [page, page])).toThrow("/a/b/");
  });
});
