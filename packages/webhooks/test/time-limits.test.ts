import { TimeoutError } from "@interkit/core";
import { signBody } from "@interkit/webhooks";
import { canvas, type Endpoint, text } from "@interkit/webhooks/canvas";
import { createFinEvents } from "@interkit/webhooks/fin";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createKit, requests } from "./support/canvas.ts";
import { finEvents } from "./support/fin.ts";
import { secret } from "./support/notification.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const greeting = canvas({ content: [text("Hello")] });

/** A handler that takes so long, on the virtual clock. */
const after = <Result>(ms: number, result: Result) =>
  vi.fn(() => new Promise<Result>((resolve) => setTimeout(() => resolve(result), ms)));

/** Sends a signed request, and waits until its handler runs: signatures are verified outside of the clock. */
async function send(
  endpoint: Endpoint,
  kind: "app" | "fin",
  json: object,
  handler: { readonly mock: { readonly calls: readonly unknown[] } },
) {
  const body = JSON.stringify(json);
  const headers = await signBody(body, { secret, kind });
  const request = new Request("https://app.example.com/", { method: "POST", headers, body });
  const work: Promise<unknown>[] = [];
  const response = endpoint.fetch(request, { waitUntil: (one) => work.push(one) });
  const status = vi.fn();
  response.then(({ status: one }) => status(one));
  while (handler.mock.calls.length === 0) await new Promise(setImmediate);
  return { response, status, work };
}

test("a slow handler of a canvas is answered in time, goes on, and is awaited by the platform", async () => {
  const { kit, errors } = createKit();
  const handler = after(10_000, greeting);
  const endpoint = kit.initialize(handler);
  const { response, status, work } = await send(endpoint, "app", requests.initializeInbox, handler);
  await vi.advanceTimersByTimeAsync(3_999);
  expect(status).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect((await response).status).toBe(503);
  expect(errors).toEqual([expect.any(TimeoutError)]);
  expect(String(errors[0])).toContain("The handler of initialize took longer than 4000 ms");
  await vi.advanceTimersByTimeAsync(6_000);
  expect(await Promise.all(work)).toHaveLength(1);
  expect(errors).toHaveLength(1);
});

test("what fails after the time is reported as well", async () => {
  const { kit, errors } = createKit({ timeoutMs: 1_000 });
  const handler = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    throw new Error("the database is down");
  });
  const { response } = await send(kit.content(handler), "app", requests.content, handler);
  await vi.advanceTimersByTimeAsync(2_000);
  expect((await response).status).toBe(503);
  expect(errors).toEqual([expect.any(TimeoutError), new Error("the database is down")]);
});

test("the fallback is shown once the time is over", async () => {
  const { kit } = createKit({ timeoutMs: 1_000 });
  const handler = after(60_000, greeting);
  const fallback = canvas({ content: [text("Later")] });
  const endpoint = kit.submit({ save: handler }, { fallback });
  const { response } = await send(endpoint, "app", requests.submitMessenger, handler);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([(await response).status, await (await response).json()]).toEqual([
    200,
    { canvas: fallback },
  ]);
});

test("slow handlers of an event of Fin are answered with 503", async () => {
  const errors: unknown[] = [];
  const fin = createFinEvents({ secret, onError: (error) => errors.push(error) });
  const handler = after(10_000, undefined);
  fin.on("fin_replied", handler);
  const { response } = await send(fin, "fin", finEvents.replied("a"), handler);
  await vi.advanceTimersByTimeAsync(4_000);
  expect((await response).status).toBe(503);
  expect(errors).toEqual([expect.any(TimeoutError)]);
});

test("no timer is left when a handler ends in time, or fails", async () => {
  const { kit } = createKit();
  const handler = vi.fn(() => greeting);
  const { response } = await send(
    kit.initialize(handler),
    "app",
    requests.initializeInbox,
    handler,
  );
  expect((await response).status).toBe(200);
  expect(vi.getTimerCount()).toBe(0);
});
