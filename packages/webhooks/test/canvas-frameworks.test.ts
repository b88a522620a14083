import { signBody } from "@interkit/webhooks";
import { canvas, createCanvasKit, text } from "@interkit/webhooks/canvas";
import { toLambdaHandler } from "@interkit/webhooks/lambda";
import { toNodeListener } from "@interkit/webhooks/node";
import express from "express";
import { expect, test } from "vitest";
import { requests, send } from "./support/canvas.ts";
import { secret } from "./support/notification.ts";
import { serve } from "./support/serve.ts";

const greeting = canvas({ content: [text("Hello")] });

const kit = createCanvasKit({ secret });
const initialize = kit.initialize(() => canvas({ content: [text("Zoë 🎫")] }));
const submitted = kit.submit({ save: () => greeting });
const shown = { canvas: { content: { components: [{ type: "text", text: "Zoë 🎫" }] } } };

test("Express serves an endpoint for each URL", async () => {
  const app = express();
  app.all("/initialize", toNodeListener(initialize));
  app.all("/submit", toNodeListener(submitted));
  app.use(express.json());
  const url = await serve(app);
  expect(await send(`${url}initialize`, requests.initializeInbox)).toEqual({
    status: 200,
    type: "application/json",
    json: shown,
  });
  expect((await send(`${url}submit`, requests.submitInbox)).json).toEqual({ canvas: greeting });
  expect((await fetch(`${url}submit`, { method: "HEAD" })).status).toBe(200);
});

test("node:http and AWS Lambda send the body", async () => {
  const url = await serve(toNodeListener(initialize));
  expect((await send(url, requests.initializeMessenger)).json).toEqual(shown);
  const body = JSON.stringify(requests.initializeMessenger);
  const headers = await signBody(body, { secret, kind: "app" });
  const event = { requestContext: { http: { method: "POST" } }, headers, body };
  const result = await toLambdaHandler(initialize)(event);
  expect({ ...result, body: JSON.parse(result.body) }).toEqual({
    statusCode: 200,
    headers: { "Content-Type": "application/json" },
    body: shown,
  });
});
