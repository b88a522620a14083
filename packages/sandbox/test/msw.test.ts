import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox } from "@interkit/sandbox";
import { type HandlersOptions, handlersFor } from "@interkit/sandbox/msw";
import { setupServer } from "msw/node";
import { expect, onTestFinished, test } from "vitest";

const headers = { Authorization: "Bearer any", "Content-Type": "application/json" };

function intercept(sandbox = createSandbox(), options?: HandlersOptions) {
  const server = setupServer(...handlersFor(sandbox, options));
  server.listen({ onUnhandledRequest: "bypass" });
  onTestFinished(() => server.close());
  return sandbox;
}

test("requests to Intercom are sent to the sandbox, in every region", async () => {
  intercept();
  const body = JSON.stringify({ email: "ada@example.com" });
  const made = await fetch("https://api.intercom.io/contacts", { method: "POST", headers, body });
  const { id } = await made.json();
  for (const host of ["api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io"]) {
    const found = await fetch(`https://${host}/contacts?per_page=5`, { headers });
    expect(await found.json()).toMatchObject({ data: [{ id, email: "ada@example.com" }] });
  }
});

test("requests below a base URL are answered", async () => {
  intercept(createSandbox(), { baseUrl: "http://proxy.test:8080/intercom/" });
  const response = await fetch("http://proxy.test:8080/intercom/me", { headers });
  expect(await response.json()).toMatchObject({ type: "admin" });
});

test("an invalid base URL is refused", () => {
  expect(() => handlersFor(createSandbox(), { baseUrl: "/intercom" })).toThrow(TypeError);
});

test("requests to other hosts are not handled", async () => {
  intercept();
  const other = createServer((_, response) => response.end("not Intercom"));
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  expect(await (await fetch(`http://127.0.0.1:${port}/contacts`)).text()).toBe("not Intercom");
});

test("where the sandbox resets the connection, fetch rejects as it does without one", async () => {
  const sandbox = intercept();
  sandbox.faults.add({ route: "GET /contacts", times: 1, fault: { kind: "reset" } });
  await expect(fetch("https://api.intercom.io/contacts", { headers })).rejects.toThrow(TypeError);
  expect((await fetch("https://api.intercom.io/contacts", { headers })).status).toBe(200);
});

test("a response that is cut off is cut off in the program", async () => {
  const sandbox = intercept();
  sandbox.faults.add({ route: "GET /contacts", fault: { kind: "cut-off", afterBytes: 5 } });
  const response = await fetch("https://api.intercom.io/contacts", { headers });
  await expect(response.text()).rejects.toThrow();
});
