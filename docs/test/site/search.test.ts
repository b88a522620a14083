import { describe, expect, test } from "vitest";
import { startVisitor, type Visit } from "./support/visit.ts";

const laptop = { width: 1_440, mode: "light" } as const;
const phone = { width: 390, mode: "dark" } as const;

/** Opens the search with the keyboard, enters the words at once, and returns the addresses of the results. */
async function search({ page }: Visit, words: string): Promise<string[]> {
  // The field is made when the page has nothing else to do.
  const field = page.locator("#starlight__search input");
  await field.waitFor({ state: "attached" });
  await page.keyboard.press("Control+k");
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.insertText(words);
  // The pages alone, without the places in them that are listed below each.
  const results = page.locator(
    ".pagefind-ui__result-inner > .pagefind-ui__result-title .pagefind-ui__result-link",
  );
  await results.nth(2).waitFor();
  // Each result is a placeholder until its own file is loaded: a later one may be there first.
  await expect
    .poll(() => page.locator(".pagefind-ui__results .pagefind-ui__loading").count())
    .toBe(0);
  return results.evaluateAll((all) =>
    all.map((one) => new URL(one.getAttribute("href") ?? "", location.href).pathname),
  );
}

describe("the words of a purpose find the page of the method among the first three", () => {
  test.for([
    ["merge two contacts", "/reference/contacts/"],
    ["reply to a conversation", "/reference/conversations/"],
    ["attach a contact to a company", "/reference/contacts/"],
    ["attach a contact to a company", "/guides/sync-companies/"],
    ["create a tag", "/reference/tags/"],
    ["delete a company", "/reference/companies/"],
    ["verify the signature of a webhook", "/guides/webhooks/"],
  ] as const)("%s: %s", async ([words, address], context) => {
    const { visit } = await startVisitor(context);
    const visited = await visit("/guides/errors/", laptop);
    const found = await search(visited, words);
    expect(found.slice(0, 3)).toContain(address);
    expect(visited.faults).toEqual([]);
  });
});

test("a result is opened with the keyboard alone", async (context) => {
  const { visit } = await startVisitor(context);
  const visited = await visit("/guides/errors/", laptop);
  const { page } = visited;
  const [first] = await search(visited, "merge two contacts");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("href"));
  for (let tabs = 0; tabs < 3 && !(await focused()); tabs += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === first);
});

test("Escape closes the search", async (context) => {
  const { visit } = await startVisitor(context);
  const visited = await visit("/guides/errors/", laptop);
  await search(visited, "merge two contacts");
  await visited.page.keyboard.press("Escape");
  await expect.poll(() => visited.page.getByRole("dialog").count()).toBe(0);
});

test("the first Tab reaches a link to the content, and shows it", async (context) => {
  const { visit } = await startVisitor(context);
  const { page } = await visit("/guides/errors/", laptop);
  await page.keyboard.press("Tab");
  const skip = page.locator(":focus");
  expect(await skip.textContent()).toContain("Skip to content");
  expect((await skip.boundingBox())?.y).toBeGreaterThanOrEqual(0);
  await page.keyboard.press("Enter");
  expect(new URL(page.url()).hash).toBe("#_top");
});

test("what has the focus is outlined", async (context) => {
  const { visit } = await startVisitor(context);
  const { page } = await visit("/guides/errors/", laptop);
  for (let tabs = 0; tabs < 12; tabs += 1) {
    await page.keyboard.press("Tab");
    const outline = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null) return "";
      const { outlineStyle, boxShadow } = getComputedStyle(activeElement);
      return outlineStyle === "none" && boxShadow === "none" ? activeElement.outerHTML : "";
    });
    expect(outline).toBe("");
  }
});

test("the menu of a phone opens and closes with the keyboard", async (context) => {
  const { visit } = await startVisitor(context);
  const { page, faults } = await visit("/guides/errors/", phone);
  const menu = page.getByRole("button", { name: "Menu" });
  const link = page.locator("#starlight__sidebar").getByRole("link", { name: "Webhooks" }).first();
  expect(await link.isVisible()).toBe(false);
  await menu.focus();
  await page.keyboard.press("Enter");
  await link.waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => link.isVisible()).toBe(false);
  expect(faults).toEqual([]);
});
