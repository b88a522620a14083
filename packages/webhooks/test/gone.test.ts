import { TimeoutError } from "@interkit/core";
import { createWebhooks, type WebhooksOptions } from "@interkit/webhooks";
import { expect, test } from "vitest";
import { delivery, notification, secret } from "./support/notification.ts";

/** What becomes of a notification with the options. */
async function outcome(options: Partial<WebhooksOptions>) {
  const errors: unknown[] = [];
  const handled: string[] = [];
  const onError = (error: unknown) => errors.push(error);
  const webhooks = createWebhooks({ secret, onError, ...options });
  webhooks.on("*", ({ topic }) => handled.push(topic));
  const { status } = await webhooks.fetch(await delivery(notification("ping")));
  return { status, errors, handled };
}

test("a notification that is not wanted any more is answered with 410, and no handler is called", async () => {
  const gone: WebhooksOptions["gone"] = ({ app_id }) => app_id === "ex4mple1";
  expect(await outcome({ gone })).toEqual({ status: 410, errors: [], handled: [] });
  const wanted = async () => false;
  expect(await outcome({ gone: wanted })).toEqual({ status: 200, errors: [], handled: ["ping"] });
});

test("while the function fails or hangs, Intercom gets 503 and sends the notification again", async () => {
  const failure = new Error("the store is down");
  const gone = () => Promise.reject(failure);
  expect(await outcome({ gone })).toEqual({ status: 503, errors: [failure], handled: [] });
  const hanging = await outcome({ gone: () => new Promise(() => undefined), timeoutMs: 20 });
  expect(hanging).toEqual({
    status: 503,
    errors: [new TimeoutError("The function gone", { timeoutMs: 20, phase: "call" })],
    handled: [],
  });
});

test("what is no function is refused", () => {
  expect(() => createWebhooks({ secret, gone: true as never })).toThrow(
    '"gone" must be a function',
  );
});
