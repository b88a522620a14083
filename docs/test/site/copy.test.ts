import { expect, test } from "vitest";
import { startVisitor } from "./support/visit.ts";

test("the button of a block of code copies its lines", async (context) => {
  const { visit } = await startVisitor(context);
  const { page, faults } = await visit("/reference/tags/");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const block = page.locator(".expressive-code").first();
  await block.locator("pre").hover();
  // The text is shown for a moment only.
  const shown = block.getByText("Copied!").waitFor();
  await Promise.all([shown, block.locator(".copy button").click()]);
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.split("\n").slice(0, 2)).toEqual([
    'import { createIntercom } from "@interkit/client/2.16";',
    'import { createClient } from "@interkit/core/2.16";',
  ]);
  expect(faults).toEqual([]);
});
