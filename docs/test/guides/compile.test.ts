import { describe, expect, test } from "vitest";
import { isTypeScript } from "../../../scripts/docs/blocks.ts";
import { compile } from "../../../scripts/docs/compile.ts";
import { placeOf, toCompile, writtenPages } from "./support/pages.ts";

const blocks = writtenPages()
  .flatMap((page) => page.blocks)
  .filter(isTypeScript)
  .map(toCompile);
const problems = compile(blocks);

describe("every TypeScript block of a page compiles, and a program compiles alone", () => {
  test.each(blocks.map((block) => [placeOf(block), block] as const))("%s", (_, block) => {
    expect(problems.get(block)).toEqual([]);
  });
});
