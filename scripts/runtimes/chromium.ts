import { chromium as engine } from "playwright-core";
import { chromiumFlags, findChromium } from "./find-chromium.ts";
import type { Runtime } from "./runtime.ts";

/** A page in the machine's Chromium, with an empty profile. */
export const chromium: Runtime = {
  name: "Chromium",
  start: async () => {
    const executablePath = findChromium();
    if (executablePath === undefined) throw new Error("install one, or name it in CHROMIUM_PATH");
    const browser = await engine.launch({ executablePath, args: chromiumFlags });
    return {
      version: browser.version(),
      run: async ({ url = "" }, argument) => {
        const page = await browser.newPage();
        // The page is of the server's own origin, as one is that calls the API through its own proxy.
        await page.goto(new URL(".", url).href);
        const given = `${JSON.stringify(url)}).then(({ run }) => run(${JSON.stringify(argument)})`;
        return page.evaluate(`import(${given})`);
      },
      stop: () => browser.close(),
    };
  },
};
