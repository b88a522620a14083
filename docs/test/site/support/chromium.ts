import { type Browser, chromium } from "playwright-core";
import { onTestFinished, type TestContext } from "vitest";
import { chromiumFlags, findChromium } from "../../../../scripts/runtimes/find-chromium.ts";

/** Starts the machine's Chromium with an empty profile, or skips the test where it has none. */
export async function startChromium({ skip }: TestContext): Promise<Browser> {
  const found = findChromium();
  if (found === undefined) {
    return skip("there is no Chromium: install one, or name it in CHROMIUM_PATH");
  }
  const browser = await chromium
    .launch({ executablePath: found, args: chromiumFlags })
    .catch((error: unknown) => skip(`${found} does not start: ${String(error)}`));
  onTestFinished(() => browser.close());
  return browser;
}
