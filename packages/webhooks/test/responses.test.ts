import { TimeoutError } from "@interkit/core";
import { createWebhooks, type WebhooksOptions } from "@interkit/webhooks";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { delivery, notification, secret } from "./support/notification.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Signatures are verified outside of the virtual clock. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise(setImmediate);
}

function receiver(options: Partial<WebhooksOptions> = {}) {
  const errors: unknown[] = [];
  const webhooks = createWebhooks({ secret, onError: (error) => errors.push(error), ...options });
  const send = async (body: string) => (await webhooks.fetch(await delivery(body))).status;
  return { webhooks, errors, send };
}

test("Intercom gets an error in time where handlers are slow, which end all the same", async () => {
  const { webhooks, errors, send } = receiver();
  const ended = vi.fn();
  const handler = vi.fn(() => new Promise((resolve) => setTimeout(resolve, 10_000)).then(ended));
  webhooks.on("*", handler);
  const body = notification("contact.archived");
  const slow = send(body);
  await until(() => handler.mock.calls.length > 0);
  await vi.advanceTimersByTimeAsync(3_999);
  const status = vi.fn();
  slow.then(status);
  await vi.advanceTimersByTimeAsync(0);
  expect(status).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(await slow).toBe(503);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended).toHaveBeenCalledOnce();
  expect(await send(body)).toBe(200);
  expect(ended).toHaveBeenCalledOnce();
  expect(errors).toEqual([new TimeoutError("The handlers", { timeoutMs: 4_000, phase: "call" })]);
});

test("a limit without an end, or of more than a timer can wait, is none", async () => {
  for (const timeoutMs of [Number.POSITIVE_INFINITY, 2 ** 31]) {
    const { webhooks, errors, send } = receiver({ timeoutMs });
    webhooks.on("*", () => new Promise((resolve) => setTimeout(resolve, 60_000)));
    const status = send(notification("contact.archived"));
    await until(() => vi.getTimerCount() === 2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([await status, errors]).toEqual([200, []]);
  }
});

test("no timer is left when handlers end in time", async () => {
  const { webhooks, send } = receiver();
  webhooks.on("*", () => undefined);
  expect(await send(notification("ping"))).toBe(200);
  expect(vi.getTimerCount()).toBe(0);
});

test("Intercom gets its response before the work where that is chosen", async () => {
  const { webhooks, errors } = receiver({ respond: "before-work" });
  const ended = vi.fn();
  webhooks.on("*", () => new Promise((resolve) => setTimeout(resolve, 60_000)).then(ended));
  const waitUntil = vi.fn();
  const request = await delivery(notification("contact.archived"));
  expect((await webhooks.fetch(request, { waitUntil })).status).toBe(200);
  expect(ended).not.toHaveBeenCalled();
  expect(waitUntil).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended).toHaveBeenCalledOnce();
  expect(errors).toEqual([]);
});

test("what fails after the response is reported, and the notification may come again", async () => {
  const { webhooks, errors, send } = receiver({ respond: "before-work" });
  const handler = vi.fn().mockRejectedValueOnce(new Error("the database is down"));
  webhooks.on("*", handler);
  const body = notification("contact.archived");
  expect(await send(body)).toBe(200);
  await vi.advanceTimersByTimeAsync(0);
  expect(errors).toEqual([new Error("the database is down")]);
  expect(await send(body)).toBe(200);
  expect(handler).toHaveBeenCalledTimes(2);
});

test("notifications of one object are handled one after the other, others side by side", async () => {
  const { webhooks, send } = receiver({
    respond: "before-work",
    orderBy: ({ data }) => String((data.item as { id: string }).id),
  });
  const seen: string[] = [];
  webhooks.on("*", async ({ data, topic }) => {
    seen.push(`${(data.item as { id: string }).id} ${topic} starts`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    if (topic === "contact.archived") throw new Error("a failure does not stop the next one");
    seen.push(`${(data.item as { id: string }).id} ${topic} ends`);
  });
  await send(notification("contact.archived", { id: "1" }));
  await send(notification("contact.unarchive", { id: "1" }));
  await send(notification("contact.deleted", { id: "2" }));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(seen).toEqual([
    "1 contact.archived starts",
    "2 contact.deleted starts",
    "1 contact.unarchive starts",
    "2 contact.deleted ends",
    "1 contact.unarchive ends",
  ]);
});

test("an onError that throws, and an orderBy that throws, do not end the process", async () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { webhooks, send } = receiver({
    orderBy: () => {
      throw new Error("orderBy failed");
    },
    onError: () => {
      throw new Error("onError failed");
    },
  });
  webhooks.on("*", () => undefined);
  expect(await send(notification("contact.archived"))).toBe(500);
  expect(printed).toHaveBeenCalledWith("onError of a webhook failed:", new Error("onError failed"));
  printed.mockRestore();
});

test("without onError a failure is written to the console, without the notification", async () => {
  const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const webhooks = createWebhooks({ secret });
  webhooks.on("*", () => {
    throw new Error("the database is down");
  });
  const body = notification("contact.archived", { email: "ada@example.com" });
  await webhooks.fetch(await delivery(body));
  expect(printed).toHaveBeenCalledOnce();
  expect(printed.mock.calls[0]?.[0]).toMatch(/^A webhook failed \(contact\.archived notif_\d+\):$/);
  printed.mockRestore();
});

test.each([
  [{ secert: "x" }, 'createWebhooks has no option "secert"'],
  [{ secret: "" }, '"secret" must be a text'],
  [{ respond: "later" }, '"respond" must be "after-work" or "before-work"'],
  [{ timeoutMs: 0 }, '"timeoutMs" must be a positive number'],
  [{ maxBodyBytes: "1" }, '"maxBodyBytes" must be a positive number'],
  [{ onError: 1 }, '"onError" must be a function'],
  [{ store: { call: () => undefined } }, '"store" must have a method "claim"'],
])("the options %j are refused", (options, message) => {
  expect(() => createWebhooks({ secret, ...options } as WebhooksOptions)).toThrow(message);
});

test("a handler that is no function is refused", () => {
  const { webhooks } = receiver();
  expect(() => webhooks.on("ping", undefined as never)).toThrow("must be a function");
});
