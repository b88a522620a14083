import { describe, expect, test } from "vitest";
import { isPrinted } from "../guides/support/output.ts";
import { isMarked, outputOf, writtenPages } from "../guides/support/pages.ts";
import { openPage, run } from "./support/program.ts";

const programs = writtenPages().flatMap((page) => {
  const address = page.file
    .replace("docs/src/content/pages/", "/")
    .replace(/\.mdx?$/, "/")
    .replace(/\/index\/$/, "/");
  const inPage = page.blocks.filter((block) => isMarked(block, "try"));
  return inPage.map((block, index) => {
    const title = `${address}, program ${index + 1}`;
    return { title, address, index, shown: outputOf(block, page) };
  });
});

describe("every program that a page can run prints in the browser what the page shows", () => {
  test.for(programs)("$title", async ({ address, index, shown }, context) => {
    const opened = await openPage(context, { address, index });
    await run(opened);
    expect(await opened.status.textContent(), (await opened.output.textContent()) ?? "").toContain(
      "Finished",
    );
    const printed = await opened.output.locator("span:not(.program-failure)").allTextContents();
    if (shown !== undefined && !isPrinted(shown, printed.join(""))) {
      expect(printed.join("")).toBe(shown);
    }
  });
});
