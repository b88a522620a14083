import { describe, expect, test } from "vitest";
import { ended, openStart, run, runEdited, startEdited } from "./support/program.ts";

describe("the program of the start page", () => {
  test("runs in the page, and shows what it prints and sends", async (context) => {
    const start = await openStart(context);
    await run(start);
    expect(await start.status.textContent()).toMatch(/^Finished in \d+ ms\.$/);
    expect(await start.output.textContent()).toBe("Ada Lovelace\n");
    expect(await start.requests.allInnerTexts()).toEqual([
      expect.stringMatching(/^POST \/contacts 200, \d+ ms$/),
      expect.stringMatching(/^PUT \/contacts\/\w+ 200, \d+ ms$/),
      expect.stringMatching(/^GET \/contacts\?per_page=150 200, \d+ ms$/),
    ]);
  });

  test("unfolds the body and the response of a request", async (context) => {
    const start = await openStart(context);
    await run(start);
    const first = start.requests.first();
    await first.getByText("POST /contacts").click();
    const [sent, received] = await first.locator("pre").allInnerTexts();
    expect(JSON.parse(sent ?? "")).toEqual({ role: "user", email: "ada@example.com" });
    expect(JSON.parse(received ?? "")).toMatchObject({ type: "contact", email: "ada@example.com" });
  });

  test("loads the editor and the packages when they are used, and not before", async (context) => {
    const start = await openStart(context);
    const loaded = (name: string) => start.urls.filter((url) => url.includes(`/${name}`)).length;
    const before = start.urls.length;
    expect([loaded("_astro/worker"), loaded("_astro/editor")]).toEqual([0, 0]);
    await run(start);
    expect([loaded("_astro/worker"), loaded("_astro/editor")]).toEqual([1, 0]);
    await start.button("Edit").click();
    await start.program.getByRole("textbox").waitFor();
    expect(loaded("_astro/editor")).toBe(1);
    expect(start.urls.length).toBeGreaterThan(before);
  });

  test("sends no request to another host", async (context) => {
    const start = await openStart(context);
    await run(start);
    const sent = start.urls.filter((url) => !url.startsWith("blob:"));
    expect([...new Set(sent.map((url) => new URL(url).origin))]).toEqual([start.origin]);
  });

  test("begins each run with an empty sandbox", async (context) => {
    const start = await openStart(context);
    await run(start);
    await run(start);
    expect(await start.output.textContent()).toBe("Ada Lovelace\n");
  });

  test("does not widen a page of 390 pixels", async (context) => {
    const start = await openStart(context, 390);
    await run(start);
    await start.requests.first().getByText("POST /contacts").click();
    await start.button("Edit").click();
    await start.program.getByRole("textbox").waitFor();
    const widths = () => [document.documentElement.scrollWidth, innerWidth];
    expect(await start.page.evaluate(widths)).toEqual([390, 390]);
  });
});

describe("a program that was edited", () => {
  const endless = 'console.log("begun");\nfor (;;) {}';

  test("runs as it is in the editor, until it is reset", async (context) => {
    const start = await openStart(context);
    await runEdited(start, 'const list: string[] = ["a"];\nconsole.log(list, { x: null });');
    expect(await start.output.textContent()).toBe("[ 'a' ] { x: null }\n");
    await start.button("Reset").click();
    expect(await start.program.getByRole("textbox").count()).toBe(0);
    expect(await start.output.isVisible()).toBe(false);
    const focused = await start.page.evaluate(() => document.activeElement?.textContent);
    expect(focused).toBe("Edit");
    await run(start);
    expect(await start.output.textContent()).toBe("Ada Lovelace\n");
  });

  test("is entered and left with the keyboard", async (context) => {
    const { page, button, program } = await openStart(context);
    await button("Edit").focus();
    await page.keyboard.press("Enter");
    const editor = program.getByRole("textbox");
    await editor.waitFor();
    const isFocused = () => editor.evaluate((one) => one === document.activeElement);
    await expect.poll(isFocused).toBe(true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Run");
  });

  test("is ended when it does not end by itself, and the page goes on", async (context) => {
    const start = await openStart(context);
    await start.page.clock.install();
    await startEdited(start, endless);
    await start.output.getByText("begun").waitFor();
    await start.page.clock.runFor(20_000);
    await ended(start.status);
    expect(await start.status.textContent()).toContain("did not end in 20 seconds");
    await start.button("Reset").click();
    await run(start);
    expect(await start.output.textContent()).toBe("Ada Lovelace\n");
  });

  test("is stopped by its button", async (context) => {
    const start = await openStart(context);
    await startEdited(start, endless);
    await start.output.getByText("begun").waitFor();
    await start.button("Stop").click();
    await ended(start.status);
    expect(await start.status.textContent()).toBe("Stopped.");
  });

  test("shows the beginning of very much output", async (context) => {
    const start = await openStart(context);
    await runEdited(start, "for (let i = 0; i < 10_000; i++) console.log(i);");
    const lines = (await start.output.textContent())?.trim().split("\n") ?? [];
    expect(lines).toHaveLength(2_000);
    expect(lines.at(-1)).toBe("The rest of the output is left out.");
  });
});
