import { describe, expect, it } from "vitest";
import { checkProse } from "../../scripts/structure/vocabulary.ts";
import { pages, performancePage, triedPage } from "../generate/performance/pages.ts";
import { table } from "../generate/table.ts";
import { fill } from "../generate/template.ts";

const measured = `# Measurements

Written by a program.

- Node 20.20.2

## Targets

[PERFORMANCE.md](PERFORMANCE.md) has more.

## CPU of a GET

| µs | Node 20 |
`;

describe("the pages of performance", () => {
  it("have every table of BENCHMARKS.md, each below its title", () => {
    const [{ body } = { body: "" }] = pages();
    expect(body).toContain("### CPU of a GET, 50 in flight\n\n| µs | Node 20 |");
    expect(body).toContain("- Node 20");
    expect(body).not.toContain("{{");
  });

  it("link to each other in place of the documents", () => {
    const text = "{{nodes}}\n{{Targets}}\n{{CPU of a GET}}";
    expect(performancePage(text, measured).body).toContain("](/background/performance-tried/)");
    expect(triedPage("# A\n\n[BENCHMARKS.md](BENCHMARKS.md)").body.trim()).toBe(
      "[Performance](/background/performance/)",
    );
    expect(
      pages()
        .map(({ body }) => body)
        .join(""),
    ).not.toMatch(/\]\(\w+\.md/);
  });

  it("are written with the terms of CONTRIBUTING.md", () => {
    expect(pages().flatMap(({ body }) => checkProse(body))).toEqual([]);
  });

  it("refuse a measurement that the text has no place for", () => {
    expect(() => performancePage("{{nodes}}\n{{Targets}}", measured)).toThrow("CPU of a GET");
  });
});

describe("fill", () => {
  it("refuses a place without a value", () => {
    expect(() => fill("{{a}} {{b}}", new Map([["a", "1"]]))).toThrow("{{b}}");
  });

  it("fills a place as often as it comes, with values as they are", () => {
    expect(fill("{{a}}{{a}}", new Map([["a", "$&"]]))).toBe("$&$&");
  });
});

describe("table", () => {
  it("keeps a cell with a bar in one column", () => {
    expect(table(["a"], [["x | y"]])).toBe("| a |\n| --- |\n| x \\| y |");
  });
});
