import {
  createMemoryStore,
  createWebhooks,
  isCausedBy,
  signBody,
  verifySignature,
} from "@interkit/webhooks";
import { createCanvasKit, decryptSheetUser } from "@interkit/webhooks/canvas";
import { createConnections } from "@interkit/webhooks/connections";
import { createRedisConnectionStore } from "@interkit/webhooks/connections/redis";
import { toFastifyPlugin } from "@interkit/webhooks/fastify";
import { createFinEvents, readServerSentEvents } from "@interkit/webhooks/fin";
import { signMessengerJwt } from "@interkit/webhooks/identity";
import { replayDeliveries } from "@interkit/webhooks/recordings";
import { createRedisStore } from "@interkit/webhooks/redis";
import { expect, test } from "vitest";
import { notification, secret } from "./support/notification.ts";

const kit = createCanvasKit({ secret });
const webhooks = createWebhooks({ secret });
const show = () => ({}) as never;
const request = { headers: {}, body: "" };

/** Calls with options of any form, which the types refuse and plain JavaScript does not. */
const calls: readonly (readonly [string, (options: never) => unknown])[] = [
  ["createMemoryStore", createMemoryStore],
  ["createRedisStore", createRedisStore],
  ["createRedisConnectionStore", createRedisConnectionStore],
  ["verifySignature", (options) => verifySignature(request, options)],
  ["signBody", (options) => signBody("{}", options)],
  ["signMessengerJwt", (options) => signMessengerJwt({ user_id: "1" }, options)],
  ["decryptSheetUser", (options) => decryptSheetUser("", options)],
  ["readServerSentEvents", (options) => readServerSentEvents(new ReadableStream(), options)],
  ["toFastifyPlugin", (options) => toFastifyPlugin(webhooks, options)],
  ["initialize", (options) => kit.initialize(show, options)],
  ["content", (options) => kit.content(show, options)],
  ["submit", (options) => kit.submit(show, options)],
];

test.each(calls)("%s refuses an option that it does not have, and null", async (name, call) => {
  const misspelt = { secrets: "x", fallbak: {}, ttl: 1 } as never;
  await expect((async () => call(misspelt))()).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringMatching(`^${name} has no option "secrets"; it has .`),
  });
  await expect((async () => call(null as never))()).rejects.toMatchObject({
    name: "ConfigError",
    message: expect.stringMatching(`^${name} takes an object of options; it has .`),
  });
});

test("submit accepts both of its options", () => {
  const { handle } = kit.submit(show, { otherwise: show, fallback: undefined });
  expect(handle).toBeTypeOf("function");
});

test.each<[string, () => unknown, string]>([
  ["a class", () => createRedisStore({ client: class {} }), "must be a client of ioredis or redis"],
  ["a URL", () => toFastifyPlugin(webhooks, { url: 5 as never }), '"url" must be a path'],
  ["a limit", () => toFastifyPlugin(webhooks, { bodyLimit: "5mb" as never }), '"bodyLimit" must'],
  [
    "a link that leads nowhere",
    () => createConnections().healthChecks({ secret, reinstallUrl: "connect" }),
    '"reinstallUrl" must be a whole URL',
  ],
  [
    "a list of events",
    () => createFinEvents({ secret }).on(["fin_replied"] as never, show),
    "on takes the name of an event",
  ],
  [
    "a cause that does not exist",
    () => isCausedBy(JSON.parse(notification("ping")), { adminids: ["1"] } as never),
    'isCausedBy has no "adminids"; it has adminIds, appPackageCodes',
  ],
  [
    "an agent in place of fetch",
    () => replayDeliveries([], { to: "http://127.0.0.1", fetch: {} as never }),
    '"fetch" must be a function',
  ],
])("%s in the place of another value is refused before anything is sent", (_, call, message) => {
  expect(call).toThrow(expect.objectContaining({ name: "ConfigError" }));
  expect(call).toThrow(message);
});

test("verifySignature without the headers of a request says what it takes", async () => {
  for (const wrong of [undefined, "{}", { body: "{}" }]) {
    await expect(verifySignature(wrong as never, { secret })).rejects.toThrow(
      "verifySignature takes a Request, or its headers and raw body",
    );
  }
});
