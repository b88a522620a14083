import { existsSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { onTestFinished, type TestContext } from "vitest";

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

/** Starts the machine's Chromium with an empty profile, or skips the test where it has none. */
export async function startChromium({ skip }: TestContext): Promise<Browser> {
  const found = executable();
  if (found === undefined) {
    return skip("there is no Chromium: install one, or name it in CHROMIUM_PATH");
  }
  const browser = await chromium
    .launch({ executablePath: found, args: flags })
    .catch((error: unknown) => skip(`${found} does not start: ${String(error)}`));
  onTestFinished(() => browser.close());
  return browser;
}

function executable(): string | undefined {
  const { CHROMIUM_PATH, PATH = "" } = process.env;
  if (CHROMIUM_PATH) return CHROMIUM_PATH;
  const folders = PATH.split(path.delimiter);
  const files = names.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return files.find((file) => existsSync(file));
}
