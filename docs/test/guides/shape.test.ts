import { describe, expect, test } from "vitest";
import { read } from "../../../scripts/docs/blocks.ts";
import {
  fileNameOf,
  isCommandRun,
  isMarked,
  isProgram,
  pagesOf,
  writtenPages,
} from "./support/pages.ts";

const lastHeading = "## What can go wrong";

describe.each(pagesOf("guides"))("$file", ({ file, blocks }) => {
  test("begins with a program, or with commands that are run; its files may come first", () => {
    const first = blocks.find((block) => fileNameOf(block) === undefined || isProgram(block));
    expect(first && (isProgram(first) || isCommandRun(first))).toBe(true);
    const above = read(file).split("\n").slice(0, first?.line);
    expect(above.filter((line) => line.startsWith("## "))).toEqual([]);
  });

  test("ends with what can go wrong", () => {
    const headings = read(file).match(/^## .+$/gm) ?? [];
    expect(headings.at(-1)).toBe(lastHeading);
  });
});

test("the output of a program is directly behind it", () => {
  const alone = writtenPages().flatMap(({ file, blocks }) =>
    blocks.flatMap((block, index) => {
      const before = blocks[index - 1];
      const isOutput = block.language === "text" && isMarked(block, "output");
      if (!isOutput || (before && (isProgram(before) || isCommandRun(before)))) return [];
      return [`${file}:${block.line}`];
    }),
  );
  expect(alone).toEqual([]);
});

test("a program that runs in the page needs no data of the sandbox", () => {
  const seeded = writtenPages()
    .flatMap(({ blocks }) => blocks)
    .filter((block) => isMarked(block, "try") && isMarked(block, "acme"));
  expect(seeded).toEqual([]);
});
