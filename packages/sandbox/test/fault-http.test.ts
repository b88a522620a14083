import { request } from "node:http";
import { createSandbox, type Fault, type Sandbox } from "@interkit/sandbox";
import { expect, onTestFinished, test } from "vitest";

const headers = {
  Authorization: "Bearer any",
  "Content-Type": "application/json",
  "Intercom-Version": "2.16",
};
const body = JSON.stringify({ email: "ada@example.com" });

/** A sandbox that listens, with a fault for one creation of a contact. */
async function failing(fault: Fault): Promise<{ sandbox: Sandbox; url: string }> {
  const sandbox = createSandbox();
  sandbox.faults.add({ route: "POST /contacts", times: 1, fault });
  const { url, close } = await sandbox.listen();
  onTestFinished(close);
  return { sandbox, url: `${url}/contacts` };
}

interface Seen {
  readonly status?: number;
  readonly contentLength?: string | undefined;
  readonly bytes: number;
  /** The error, if there was one. */
  readonly error?: string | undefined;
}

/** Creates a contact with `node:http`, and returns what was received on the wire. */
function post(url: string): Promise<Seen> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method: "POST", headers });
    outgoing.on("error", ({ code }: NodeJS.ErrnoException) => resolve({ bytes: 0, error: code }));
    outgoing.on("response", (incoming) => {
      let bytes = 0;
      const seen = (error?: string) =>
        resolve({
          status: incoming.statusCode ?? 0,
          contentLength: incoming.headers["content-length"],
          bytes,
          error,
        });
      incoming.on("data", (chunk: Buffer) => (bytes += chunk.length));
      incoming.on("end", () => seen());
      incoming.on("error", ({ code }: NodeJS.ErrnoException) => seen(code));
    });
    outgoing.end(body);
  });
}

test("the socket is reset before a response, and the next request succeeds", async () => {
  const { sandbox, url } = await failing({ kind: "reset", applied: true });
  expect(await post(url)).toEqual({ bytes: 0, error: "ECONNRESET" });
  expect(sandbox.snapshot().collections["contacts"]).toHaveLength(1);
  expect((await post(url)).status).toBe(409);
});

test("fetch rejects as for any other reset", async () => {
  const { url } = await failing({ kind: "reset" });
  const error = (await fetch(url, { method: "POST", headers, body }).catch((it) => it)) as Error;
  expect(error).toMatchObject({ name: "TypeError", message: "fetch failed" });
  expect(error.cause).toMatchObject({ code: "ECONNRESET" });
});

test.each([0, 1, 100])(
  "the connection ends after %i bytes of the body, short of what was promised",
  async (afterBytes) => {
    const { url } = await failing({ kind: "cut-off", afterBytes });
    const seen = await post(url);
    expect(seen).toMatchObject({ status: 200, bytes: afterBytes, error: "ECONNRESET" });
    expect(Number(seen.contentLength)).toBeGreaterThan(500);
    expect((await post(url)).status).toBe(409);
  },
);

test("fetch fails while it reads a body that is cut off", async () => {
  const { url } = await failing({ kind: "cut-off" });
  const response = await fetch(url, { method: "POST", headers, body });
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow(new TypeError("terminated"));
});

test("errors, pages and broken JSON are sent as planned", async () => {
  const answer = async (fault: Fault) => {
    const { url } = await failing(fault);
    return fetch(url, { method: "POST", headers, body });
  };
  const error = await answer({ status: 429, retryAfterSeconds: 3 });
  expect([error.status, error.headers.get("Retry-After")]).toEqual([429, "3"]);
  expect(await error.json()).toMatchObject({ type: "error.list" });
  expect(await (await answer({ kind: "html" })).text()).toMatch(/^<!DOCTYPE html>/);
  const broken = await answer({ kind: "broken-json" });
  await expect(broken.json()).rejects.toThrow(SyntaxError);
  const plain = await answer({ kind: "content-type" });
  expect(plain.headers.get("Content-Type")).toBe("text/plain");
});

test("a client that closes the connection does not stop the server", async () => {
  const { sandbox, url } = await failing({ kind: "slow", latencyMs: 60_000 });
  const controller = new AbortController();
  const { signal } = controller;
  const sent = fetch(url, { method: "POST", headers, body, signal }).catch((error) => error.name);
  await expect.poll(() => sandbox.snapshot().collections["contacts"]?.length).toBe(1);
  controller.abort();
  expect(await sent).toBe("AbortError");
  await expect.poll(() => sandbox.requests.list()).toMatchObject([{ status: 0 }]);
  expect((await post(url)).status).toBe(409);
});

test("closing the server does not wait for delayed responses", async () => {
  const sandbox = createSandbox();
  sandbox.faults.add({ fault: { kind: "slow", latencyMs: 60_000 } });
  const { url, close } = await sandbox.listen();
  const answer = post(`${url}/contacts`);
  await expect.poll(() => sandbox.snapshot().collections["contacts"]?.length).toBe(1);
  await close();
  expect(await answer).toEqual({ bytes: 0, error: "ECONNRESET" });
});

test("listening does not replace the global Request and Response", async () => {
  const { Request: ownRequest, Response: ownResponse } = globalThis;
  await failing({ kind: "reset" });
  expect(globalThis.Request).toBe(ownRequest);
  expect(globalThis.Response).toBe(ownResponse);
});
