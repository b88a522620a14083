import { createSandbox, type SandboxOptions } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";
import { browserMs, startChromium } from "./support/chromium.ts";
import { receiver } from "./support/receiver.ts";
import { versions as described } from "./support/versions.ts";

async function serve(options: SandboxOptions = {}): Promise<string> {
  const server = await createSandbox(options).listen();
  onTestFinished(() => server.close());
  return server.url;
}

test("a user chooses a version, finds an operation and calls it", async (context) => {
  const browser = await startChromium(context);
  const url = await serve({ token: "accepted" });
  const page = await browser.newPage();
  page.setDefaultTimeout(browserMs);
  const requested: string[] = [];
  const mistakes: string[] = [];
  page.on("request", (request) => requested.push(request.url()));
  page.on(
    "console",
    (message) => void (message.type() === "error" && mistakes.push(message.text())),
  );
  page.on("pageerror", (error) => mistakes.push(error.message));

  await page.goto(url);
  expect(await page.title()).toBe("Intercom sandbox");
  await page.getByLabel("API version").selectOption("2.11");
  await page.getByPlaceholder(/filter/i).fill("contacts.create");
  const operation = page.locator(".opblock").filter({ hasText: "contacts.create" });
  await operation.locator(".opblock-summary-control").click();
  await operation.getByRole("button", { name: "Try it out" }).click();
  await operation.getByRole("textbox").fill(JSON.stringify({ email: "page@example.com" }));
  await operation.getByRole("button", { name: "Execute" }).click();

  const answer = operation.locator(".live-responses-table .response");
  await answer.getByText("page@example.com").waitFor();
  expect(await answer.locator(".response-col_status").innerText()).toMatch(/^200/);
  expect(await answer.innerText()).toContain("intercom-version: 2.11");
  const list = await fetch(`${url}/contacts`, { headers: { Authorization: "Bearer accepted" } });
  expect(await list.json()).toMatchObject({ data: [{ email: "page@example.com" }] });

  expect(requested.filter((address) => !address.startsWith(`${url}/`))).toEqual([]);
  expect(mistakes).toEqual([]);
});

test("a link opens an operation of a version", async (context) => {
  const browser = await startChromium(context);
  const url = await serve();
  const page = await browser.newPage();
  page.setDefaultTimeout(browserMs);
  await page.goto(`${url}/?version=preview#/Contacts/contacts.search`);
  await page.locator(".opblock.is-open").getByText("Finds contacts by").waitFor();
  expect(await page.getByLabel("API version").inputValue()).toBe("Preview");
});

test("a user adds a target of webhooks, and sees what is sent to it", async (context) => {
  const browser = await startChromium(context);
  const endpoint = await receiver(({ body }) => ({ status: body?.topic === "ping" ? 200 : 500 }));
  const sandbox = createSandbox({ token: "accepted" });
  const { url, close } = await sandbox.listen();
  onTestFinished(close);
  const page = await browser.newPage();
  page.setDefaultTimeout(browserMs);
  const mistakes: string[] = [];
  page.on("pageerror", (error) => mistakes.push(error.message));

  await page.goto(url);
  await page.getByRole("tab", { name: "Webhooks" }).click();
  await page.getByLabel("URL").fill(endpoint.url);
  await page.getByLabel("Client secret").fill("s3cret");
  await page.getByLabel("Topics").fill("contacts.*");
  await page.getByRole("button", { name: "Add target" }).click();
  await page.getByText("Did you mean contact.*?").waitFor();
  await page.getByLabel("Topics").fill("contact.*, company.created");
  await page.getByRole("button", { name: "Add target" }).click();
  const target = page.locator("#targets tr").filter({ hasText: endpoint.url });
  await target.getByText("contact.*, company.created").waitFor();

  sandbox.seed.contact({ email: "page@example.com" });
  const delivery = page.locator("#deliveries tr").filter({ hasText: "contact.user.created" });
  await delivery.getByText("500").waitFor();
  await delivery.getByRole("button", { name: "contact.user.created" }).click();
  await page.locator("pre").getByText("page@example.com").waitFor();
  await delivery.getByRole("button", { name: "Send again" }).click();
  await delivery.getByText("500, 500").waitFor();
  expect(endpoint.topics).toEqual(["contact.user.created", "contact.user.created"]);
  await page.getByLabel("Show only").fill("company");
  await page.getByText("Nothing was sent yet.").waitFor();

  await target.getByRole("button", { name: "Remove" }).click();
  await page.getByText("No targets yet.").waitFor();
  await page.reload();
  await page.getByText("No targets yet.").waitFor();
  expect(sandbox.webhooks.list()).toEqual([]);
  expect(await page.content()).not.toContain("s3cret");
  expect(mistakes).toEqual([]);
});

test("the content security policy forbids other hosts and inline scripts", async () => {
  const url = await serve();
  const { headers, status } = await fetch(url);
  expect(status).toBe(200);
  expect(headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  const policy = headers.get("Content-Security-Policy")?.split("; ");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("connect-src 'self'");
});

test("the bundle of every version is served, with the sandbox as its only server", async () => {
  const url = await serve();
  const { versions } = await (await fetch(`${url}/_sandbox/page/settings.json`)).json();
  expect(versions).toEqual(described);
  for (const version of versions) {
    const response = await fetch(`${url}/_sandbox/openapi/${version}.json`);
    expect(await response.json()).toMatchObject({
      openapi: "3.1.0",
      info: { version },
      servers: [{ url }],
    });
  }
});

test("only the files of the page are served", async () => {
  const url = await serve();
  for (const path of ["page/..%2fpackage.json", "page/nothing.js", "openapi/3.0.json"]) {
    expect((await fetch(`${url}/_sandbox/${path}`)).status, path).toBe(404);
  }
});

test("other paths are answered by the sandbox", async () => {
  const url = await serve();
  expect((await fetch(url, { method: "POST" })).headers.get("X-Request-Id")).toBeTruthy();
  expect((await fetch(`${url}/me`)).headers.get("X-Request-Id")).toBeTruthy();
});
