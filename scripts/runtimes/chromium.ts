import { existsSync } from "node:fs";
import path from "node:path";
import { chromium as engine } from "playwright-core";
import type { Runtime } from "./runtime.ts";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A page in the machine's Chromium, with an empty profile. */
export const chromium: Runtime = {
  name: "Chromium",
  start: async () => {
    const browser = await engine.launch({ executablePath: executable(), args: flags });
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

function executable(): string {
  const { CHROMIUM_PATH, PATH = "" } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  const folders = PATH.split(path.delimiter);
  const files = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const found = files.find((file) => existsSync(file));
  if (found === undefined) throw new Error("install one, or name it in CHROMIUM_PATH");
  return found;
}
