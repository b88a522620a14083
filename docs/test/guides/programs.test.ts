import { describe, expect, test } from "vitest";
import type { Block } from "../../../scripts/docs/blocks.ts";
import { isPrinted } from "./support/output.ts";
import {
  isCommandRun,
  isProgram,
  outputOf,
  placeOf,
  type WrittenPage,
  writtenPages,
} from "./support/pages.ts";
import { type Ended, runCommands, runProgram } from "./support/run.ts";

describe.concurrent("every program and every run of commands prints what its page shows", () => {
  test.each(chosen(isProgram))("%s", async (_, block, page) => {
    expectShown(await runProgram(block, page), outputOf(block, page));
  });

  test.each(chosen(isCommandRun))("%s", async (_, block, page) => {
    expectShown(await runCommands(block, page), outputOf(block, page));
  });
});

function chosen(rule: (block: Block) => boolean): (readonly [string, Block, WrittenPage])[] {
  return writtenPages().flatMap((page) =>
    page.blocks.filter(rule).map((block) => [placeOf(block), block, page] as const),
  );
}

function expectShown({ exitCode, stdout, stderr }: Ended, shown: string | undefined): void {
  expect(exitCode, stderr).toBe(0);
  // Where they differ, the report has both texts.
  if (shown !== undefined && !isPrinted(shown, stdout)) expect(stdout).toBe(shown);
}
