import { request as send } from "node:http";
import { createWebhooks, signBody, verifySignature } from "@interkit/webhooks";
import { toLambdaHandler } from "@interkit/webhooks/lambda";
import { toNodeListener } from "@interkit/webhooks/node";
import { describe, expect, test } from "vitest";
import { delivery, notification, secret } from "./support/notification.ts";
import { serve } from "./support/serve.ts";

const text = notification("ping");
const url = "https://example.com/";

function receiver(maxBodyBytes?: number) {
  const errors: unknown[] = [];
  const webhooks = createWebhooks({ secret, maxBodyBytes, onError: (error) => errors.push(error) });
  return { webhooks, errors };
}

describe("the bytes of a body", () => {
  const bytes = new TextEncoder().encode(text);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const larger = new Uint8Array([1, 2, ...bytes, 3]);

  test.each([
    ["text", text],
    ["an ArrayBuffer", bytes.slice().buffer],
    ["a view of a part of one", larger.subarray(2, -1)],
    ["a view of shared memory", shared],
    ["a DataView", new DataView(larger.buffer, 2, bytes.length)],
  ])("are those of %s", async (_what, body) => {
    const headers = await signBody(text, { secret });
    const verified = await verifySignature({ headers, body: body as Uint8Array }, { secret });
    expect(new TextDecoder().decode(verified)).toBe(text);
  });

  test("are those of all chunks of a Request, or none", async () => {
    const streamed = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const headers = await signBody(text, { secret });
    const init = { method: "POST", headers, body: streamed, duplex: "half" };
    const verified = await verifySignature(new Request(url, init), { secret });
    expect(new TextDecoder().decode(verified)).toBe(text);
    const empty = new Request(url, { method: "POST", headers: await signBody("", { secret }) });
    expect(await verifySignature(empty, { secret })).toHaveLength(0);
  });

  test("of shared memory stay as they were verified", async () => {
    const headers = await signBody(text, { secret });
    const verified = await verifySignature({ headers, body: shared }, { secret });
    shared.fill(0);
    expect(new TextDecoder().decode(verified)).toBe(text);
  });
});

describe("the limit of a body", () => {
  test("is the last length that is accepted", async () => {
    const length = new TextEncoder().encode(text).length;
    const { webhooks } = receiver(length);
    expect((await webhooks.fetch(await delivery(text))).status).toBe(200);
    const announced = new Request(await delivery(text), {
      headers: { ...(await signBody(text, { secret })), "Content-Length": String(length) },
    });
    expect((await webhooks.fetch(announced)).status).toBe(200);
    expect((await receiver(length - 1).webhooks.fetch(await delivery(text))).status).toBe(413);
  });

  test("is one of bodies that a framework has read, too", async () => {
    const webhooks = createWebhooks({ secret, maxBodyBytes: 10, onError: () => undefined });
    const body = notification("ping");
    const headers = await signBody(body, { secret });
    expect((await webhooks.handle({ method: "POST", headers, body })).status).toBe(413);
  });

  test("is 5,000,000 bytes where a Request is verified, of which the rest is not read", async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1_000_000;
        controller.enqueue(new Uint8Array(1_000_000));
        if (sent === 20_000_000) controller.close();
      },
    });
    const init = { method: "POST", body, duplex: "half" } as RequestInit;
    const request = new Request("https://example.com/", init);
    const refused = verifySignature(request, { secret });
    await expect(refused).rejects.toThrow(/more than 5000000 bytes was refused/);
    expect(sent).toBeLessThan(10_000_000);
    const small = new Request("https://example.com/", { method: "POST", body: "four" });
    await expect(verifySignature(small, { secret, maxBodyBytes: 3 })).rejects.toThrow(RangeError);
  });

  test("refuses an announced length before anything is read", async () => {
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({ pull: () => void pulls++ }, { highWaterMark: 0 });
    const headers = { "Content-Length": "2000" };
    const init = { method: "POST", headers, body, duplex: "half" };
    expect((await receiver(1_000).webhooks.fetch(new Request(url, init))).status).toBe(413);
    expect(pulls).toBe(0);
  });

  test("closes the connection of node:http, of which the rest is not read", async () => {
    const { webhooks } = receiver(1_000);
    const address = await serve(toNodeListener(webhooks));
    const respond = (length: number, body: string) =>
      new Promise<string | undefined>((resolve, reject) => {
        const headers = { "Content-Length": length };
        const request = send(address, { method: "POST", headers }, (response) => {
          resolve(`${response.statusCode} ${response.headers.connection}`);
          response.resume();
          request.destroy();
        });
        request.on("error", reject);
        request.write(body);
      });
    expect(await respond(50_000, "x".repeat(5_000))).toBe("413 close");
    expect(await respond(2, "{}")).toBe("401 keep-alive");
  });
});

test("a signed body that is not UTF-8 is refused", async () => {
  const body = new Uint8Array([...new TextEncoder().encode('{"topic":"'), 0xff, 0x22, 0x7d]);
  const headers = await signBody(body, { secret });
  const { webhooks, errors } = receiver();
  const response = await webhooks.fetch(new Request(url, { method: "POST", headers, body }));
  expect(response.status).toBe(400);
  expect(errors).toEqual([expect.any(TypeError)]);
});

test("an event of Lambda without a method or a body is refused", async () => {
  const { webhooks } = receiver();
  const handler = toLambdaHandler(webhooks);
  expect(await handler({ requestContext: {} })).toMatchObject({ statusCode: 405 });
  const empty = { httpMethod: "POST", body: null };
  expect(await handler(empty)).toEqual({ statusCode: 401, headers: {}, body: "" });
  expect(await handler({ ...empty, isBase64Encoded: true })).toMatchObject({ statusCode: 401 });
  const headers = await signBody("", { secret });
  // An empty body is signed well, and is no JSON.
  expect(await handler({ ...empty, headers })).toMatchObject({ statusCode: 400 });
  expect(await handler({ ...empty, headers, isBase64Encoded: true })).toMatchObject({
    statusCode: 400,
  });
});
