import { createWebhooks } from "@interkit/webhooks";
import { createBullQueue } from "@interkit/webhooks/bullmq";
import { canvas, createCanvasKit } from "@interkit/webhooks/canvas";
import { createConnections } from "@interkit/webhooks/connections";
import { toFastifyPlugin } from "@interkit/webhooks/fastify";
import { createFinEvents } from "@interkit/webhooks/fin";
import { toLambdaHandler } from "@interkit/webhooks/lambda";
import { toNodeListener } from "@interkit/webhooks/node";
import { createSignIn } from "@interkit/webhooks/sign-in";
import express from "express";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { secret } from "./support/notification.ts";
import { serve } from "./support/serve.ts";

// What the types refuse, and plain JavaScript does not.
const wrong = (value: unknown) => value as never;

test.each<[string, (options: never) => unknown]>([
  ["createWebhooks", createWebhooks],
  ["createBullQueue", createBullQueue],
  ["createCanvasKit", createCanvasKit],
  ["createFinEvents", createFinEvents],
  ["createSignIn", createSignIn],
  ["uninstalls", createConnections().uninstalls],
  ["healthChecks", createConnections().healthChecks],
])("%s without options says which there are", (name, create) => {
  const message = expect.stringMatching(`^${name} takes an object of options; it has .`);
  expect(() => create(wrong(undefined))).toThrow(
    expect.objectContaining({ name: "ConfigError", message }),
  );
});

test.each([
  [
    "uninstalls",
    { reinstallUrl: "https://example.com" },
    'uninstalls has no option "reinstallUrl"',
  ],
  ["healthChecks", { url: "https://example.com" }, 'healthChecks has no option "url"'],
] as const)("%s refuses unknown options", (name, options, message) => {
  expect(() => createConnections()[name]({ secret, ...options })).toThrow(message);
});

test.each([
  ["toNodeListener", toNodeListener],
  ["toFastifyPlugin", toFastifyPlugin],
  ["toLambdaHandler", toLambdaHandler],
])("%s refuses the fetch of an endpoint in place of the endpoint", (name, adapt) => {
  const { fetch } = createWebhooks({ secret });
  for (const value of [fetch, undefined]) {
    expect(() => adapt(wrong(value))).toThrow(`${name} takes an endpoint`);
  }
});

test.each([
  [["contact.user.created", "contact.lead.created"]],
  ["conversation*"],
  ["*.created"],
  [""],
  [undefined],
])("a pattern %j, which fits no topic, is refused", (pattern) => {
  const { on } = createWebhooks({ secret });
  expect(() => on(wrong(pattern), () => undefined)).toThrow(
    'on takes a topic, a group such as "conversation.*", or "*", not ',
  );
});

test("fetch that is mounted in Express or Hono without a Request says what to mount", async () => {
  const errors: unknown[] = [];
  const webhooks = createWebhooks({ secret, onError: (error) => errors.push(error) });
  const hono = new Hono().all("/webhooks", wrong(webhooks.fetch));
  const init = { method: "POST", body: "{}" };
  expect((await hono.request("/webhooks", init)).status).toBe(500);
  expect(String(errors)).toContain("Hono has as context.req.raw");

  const app = express();
  const statuses: number[] = [];
  app.post("/webhooks", async (request, response) => {
    statuses.push((await webhooks.fetch(wrong(request), response)).status);
    response.end();
  });
  await fetch(`${await serve(app)}webhooks`, init);
  expect(statuses).toEqual([500]);
  expect(String(errors[1])).toContain("mount toNodeListener of @interkit/webhooks/node");
});

test("a handler of connections that is no function is refused", () => {
  expect(() => createConnections().handler(wrong(undefined))).toThrow("handler takes a function");
});

test("a connection without a token is refused", async () => {
  const { add, of } = createConnections();
  for (const grant of [undefined, "token", {}]) {
    await expect(add(wrong(grant))).rejects.toThrow("add takes what a sign-in granted, or");
  }
  expect(await of(wrong(undefined))).toBeUndefined();
});

test("a sign-in does not end with a URL alone, which has no cookie", async () => {
  const { finish } = createSignIn({ clientId: "client-1", clientSecret: secret });
  for (const callback of [undefined, "https://app.example/callback?code=1&state=2"]) {
    await expect(finish(wrong(callback))).rejects.toThrow("an object with url and headers");
  }
});

test("canvas with a content_url says how to make a live canvas", () => {
  const parts = wrong({ content_url: "https://app.example.com/status" });
  expect(() => canvas(parts)).toThrow("a live canvas is liveCanvas(content_url)");
});
