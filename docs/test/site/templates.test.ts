import { describe, expect, test } from "vitest";
import { seriousProblems } from "./support/axe.ts";
import { screens, startVisitor } from "./support/visit.ts";

/** A page of each kind. */
const templates = {
  "the start page": "/",
  "a guide": "/guides/webhooks/",
  "a page with pictures": "/background/architecture/",
  "a page of the reference": "/reference/tags/",
  "a page of two versions": "/versions/from-2.15-to-2.16/",
  "a page of moving over": "/moving/from-7/",
  "a page that does not exist": "/no/such/page/",
};

describe.each(Object.entries(templates))("%s", (_, address) => {
  test("has no serious accessibility problem, no error, no other host, and no wide page", async (context) => {
    const { visit } = await startVisitor(context);
    const visits = screens.map(async (screen) => {
      const { page, faults } = await visit(address, screen);
      const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
      const problems = [...(await seriousProblems(page)), ...faults];
      if (scrolled > screen.width) problems.push(`the page is ${scrolled} pixels wide`);
      await page.close();
      return problems.map((problem) => `${screen.width} px, ${screen.mode}: ${problem}`);
    });
    expect((await Promise.all(visits)).flat()).toEqual([]);
  });
});
