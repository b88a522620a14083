import type { Browser, Page } from "playwright-core";
import { onTestFinished, type TestContext } from "vitest";
import { browserMs, startChromium } from "../../../../packages/sandbox/test/support/chromium.ts";
import { type Site, serveSite } from "./site.ts";

export interface Screen {
  /** In pixels: 390 is a phone, 1,440 a laptop. */
  readonly width: number;
  readonly mode: "light" | "dark";
}

export const screens: readonly Screen[] = [
  { width: 390, mode: "light" },
  { width: 390, mode: "dark" },
  { width: 1_440, mode: "light" },
  { width: 1_440, mode: "dark" },
];

/** A browser with the site. */
export interface Visitor {
  /** Opens a page in an empty profile. */
  readonly visit: (address: string, screen?: Screen) => Promise<Visit>;
}

export interface Visit {
  readonly page: Page;
  /** What no page may do: requests to other hosts, which are not sent, and errors on the console. */
  readonly faults: readonly string[];
}

/** Starts a browser for one test, and closes it at its end. A test without a browser is skipped. */
export async function startVisitor(context: TestContext): Promise<Visitor> {
  const browser = await startChromium(context);
  const site = await serveSite();
  onTestFinished(site.close);
  return { visit: (address, screen) => open({ browser, site, address, screen }) };
}

interface Opening {
  readonly browser: Browser;
  readonly site: Site;
  readonly address: string;
  readonly screen: Screen | undefined;
}

async function open({ browser, site, address, screen }: Opening): Promise<Visit> {
  const { width, mode } = screen ?? { width: 1_440, mode: "dark" };
  const page = await browser.newPage({
    viewport: { width, height: 900 },
    colorScheme: mode,
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(browserMs);
  const faults: string[] = [];
  const elsewhere = (url: URL) => url.origin !== site.url && /^(https?|wss?):$/.test(url.protocol);
  await page.route(elsewhere, (route) => {
    faults.push(`a request to ${route.request().url()}`);
    return route.abort();
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    // Chromium reports the status of the page for an address that does not exist.
    const text = message.text();
    const isStatus = text.includes("status of 404") && message.location().url === page.url();
    if (message.type() === "error" && !isStatus) faults.push(text);
  });
  await page.goto(site.url + address);
  return { page, faults };
}
