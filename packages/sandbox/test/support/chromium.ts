import { type Browser, chromium } from "playwright-core";
import { onTestFinished, type TestContext } from "vitest";
import { chromiumFlags, findChromium } from "../../../../scripts/runtimes/find-chromium.ts";

/** How long a browser may take for a start or an action, in milliseconds: on a busy machine, more than the 30,000 of Playwright. */
export const browserMs = 100_000;

/** Starts the machine's Chromium with an empty profile, or skips the test where it has none. */
export async function startChromium({ skip }: TestContext): Promise<Browser> {
  const found = findChromium();
  if (found === undefined) {
    return skip("there is no Chromium: install one, or name it in CHROMIUM_PATH");
  }
  const browser = await chromium
    .launch({ executablePath: found, args: chromiumFlags, timeout: browserMs })
    .catch((error: unknown) => skip(`${found} does not start: ${String(error)}`));
  onTestFinished(() => browser.close());
  return browser;
}
