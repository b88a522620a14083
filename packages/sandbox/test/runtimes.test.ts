import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { bundle } from "./support/bundle.ts";
import { startChromium } from "./support/chromium.ts";
import { options, type ScenarioResult, scenario } from "./support/scenario.ts";
import { startWorker } from "./support/workerd.ts";

const program = `
  import { createSandbox } from "@interkit/sandbox";
  import { options, scenario } from "./scenario.ts";
  const sandbox = createSandbox(options);
`;

/** The expected result on other runtimes: that of Node, except for `listen`. */
async function outcomeHere(): Promise<ScenarioResult> {
  const sandbox = createSandbox(options);
  onTestFinished(() => sandbox.close());
  const outcome = await scenario(sandbox);
  expect(outcome).toMatchObject({ made: 200, found: ["ada@example.com"], listening: "listens" });
  expect(outcome.signature).toMatch(/^sha1=[0-9a-f]{40}$/);
  expect(outcome.listed.slice(0, 2)).toEqual(["grace@example.com", "ada@example.com"]);
  const listening = "A sandbox can only listen on Node. Here, call sandbox.fetch instead.";
  return { ...outcome, listening };
}

test("a sandbox works in a browser as on Node", async (context) => {
  const browser = await startChromium(context);
  const files = await bundle(`${program}
    globalThis.outcome = () => scenario(sandbox);
  `);
  const url = await serveFiles(files);
  const page = await browser.newPage();
  await page.goto(url);
  await page.addScriptTag({ url: `${url}/index.js`, type: "module" });
  expect(await page.evaluate("outcome()")).toEqual(await outcomeHere());
});

test("a sandbox works in a worker, and keeps its state between requests", async (context) => {
  const files = await bundle(`${program}
    export default {
      async fetch(request) {
        if (new URL(request.url).pathname !== "/outcome") return sandbox.fetch(request);
        return Response.json(await scenario(sandbox));
      },
    };
  `);
  const worker = await startWorker(context, files);
  const outcome = await worker.dispatchFetch("https://worker.test/outcome");
  expect(await outcome.json()).toEqual(await outcomeHere());
  const list = await worker.dispatchFetch("https://api.intercom.io/contacts?per_page=1", {
    headers: { Authorization: "Bearer any" },
  });
  expect(await list.json()).toMatchObject({ data: [{ email: "grace@example.com" }] });
});

async function serveFiles(files: ReadonlyMap<string, string>): Promise<string> {
  const server = createServer((request, response) => {
    const file = files.get(request.url?.slice(1) ?? "");
    response.setHeader("Content-Type", file === undefined ? "text/html" : "text/javascript");
    response.end(file ?? "<!doctype html><title>A page</title>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
