import type { Browser, Locator, Page } from "playwright-core";
import { onTestFinished, type TestContext } from "vitest";
import { browserMs, startChromium } from "../../../../packages/sandbox/test/support/chromium.ts";
import { serveSite } from "./site.ts";

/** A program of a page, in a browser. */
export interface OpenProgram {
  readonly page: Page;
  /** The origin of the site. */
  readonly origin: string;
  /** The requests that the browser has sent. */
  readonly urls: readonly string[];
  readonly program: Locator;
  readonly button: (name: string) => Locator;
  readonly status: Locator;
  readonly output: Locator;
  readonly requests: Locator;
}

/** Opens the start page with its first program. */
export function openStart(context: TestContext, width?: number): Promise<OpenProgram> {
  return openPage(context, { address: "/", index: 0, width });
}

/** Which program is opened. */
export interface Place {
  readonly address: string;
  /** Which of the programs of the page, counted from 0. */
  readonly index: number;
  /** In pixels. */
  readonly width?: number | undefined;
}

/** Opens a page, and closes everything at the end of the test, which is skipped without a browser. */
export async function openPage(
  context: TestContext,
  { address, index, width = 1_440 }: Place,
): Promise<OpenProgram> {
  const browser: Browser = await startChromium(context);
  const site = await serveSite();
  onTestFinished(site.close);
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.setDefaultTimeout(browserMs);
  const urls: string[] = [];
  page.on("request", (request) => urls.push(request.url()));
  await page.goto(site.url + address);
  const program = page.locator("interkit-program").nth(index);
  const button = (name: string) => program.getByRole("button", { name, exact: true });
  await button("Run").waitFor();
  return {
    page,
    origin: site.url,
    urls,
    program,
    button,
    status: program.getByRole("status"),
    output: program.getByRole("log", { name: "Output" }),
    requests: program.getByRole("region", { name: "Requests" }).getByRole("listitem"),
  };
}

/** Runs the program as it is, and waits until it has ended. */
export async function run({ button, status }: OpenProgram): Promise<void> {
  await button("Run").click();
  await ended(status);
}

/** Replaces the program, runs it, and waits until it has ended. */
export async function runEdited(start: OpenProgram, source: string): Promise<void> {
  await startEdited(start, source);
  await ended(start.status);
}

/** Replaces the program, and starts it. */
export async function startEdited(start: OpenProgram, source: string): Promise<void> {
  const { page, button, program } = start;
  await button("Edit").click();
  await program.getByRole("textbox").waitFor();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(source);
  await button("Run").click();
}

/** Waits until a run has ended, in whatever way. */
export async function ended(status: Locator): Promise<void> {
  await status.filter({ hasText: /Finished|Failed|Stopped/ }).waitFor();
}
