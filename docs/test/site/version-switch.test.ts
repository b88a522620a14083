import { expect, onTestFinished, type TestContext, test } from "vitest";
import { startChromium } from "../../../packages/sandbox/test/support/chromium.ts";
import { serveSite } from "./support/site.ts";

async function open(context: TestContext, address: string) {
  const browser = await startChromium(context);
  const site = await serveSite();
  onTestFinished(site.close);
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } });
  await page.goto(site.url + address);
  return { page, origin: site.url };
}

test("another version of a page of the reference is opened at the same heading", async (context) => {
  const { page, origin } = await open(context, "/reference/contacts/#contactsupdate");
  await page.getByLabel("API version").selectOption("2.11");
  await page.waitForURL(`${origin}/reference/2.11/contacts/#contactsupdate`);
  expect(await page.getByLabel("API version").inputValue()).toBe("/reference/2.11/contacts/");
  expect(await page.locator("#contactsupdate").isVisible()).toBe(true);
  expect(await page.locator("version-switch [role=status]").textContent()).toBe("");
});

test("a page without a fragment in its address is opened at its top", async (context) => {
  const { page, origin } = await open(context, "/reference/tags/");
  await page.getByLabel("API version").selectOption("Preview");
  await page.waitForURL(`${origin}/reference/preview/tags/`);
});

test("a heading that the other version does not have is named", async (context) => {
  const { page } = await open(context, "/reference/2.11/contacts/#contactsblock-none");
  expect(await page.locator("version-switch [role=status]").textContent()).toBe(
    "Version 2.11 does not have what the address names, “contactsblock-none”.",
  );
});
