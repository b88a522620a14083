import { request as httpRequest, type RequestListener } from "node:http";
import { createWebhooks, signBody } from "@interkit/webhooks";
import { toFastifyPlugin } from "@interkit/webhooks/fastify";
import { toLambdaHandler } from "@interkit/webhooks/lambda";
import { toNodeListener } from "@interkit/webhooks/node";
import express from "express";
import fastify from "fastify";
import { Hono } from "hono";
import { describe, expect, onTestFinished, test } from "vitest";
import { notification, secret } from "./support/notification.ts";
import { serve } from "./support/serve.ts";

type Mount = () => Promise<{ url: string; handled: string[]; errors: unknown[] }>;

function receiver() {
  const errors: unknown[] = [];
  const handled: string[] = [];
  const webhooks = createWebhooks({ secret, onError: (error) => errors.push(error) });
  webhooks.on("*", ({ topic }) => handled.push(topic));
  return { webhooks, handled, errors };
}

const mounts: Record<string, Mount> = {
  "node:http": async () => {
    const { webhooks, ...rest } = receiver();
    return { url: await serve(toNodeListener(webhooks)), ...rest };
  },
  "Express, before its parsers": async () => {
    const { webhooks, ...rest } = receiver();
    const app = express();
    app.all("/webhooks", toNodeListener(webhooks));
    app.use(express.json());
    return { url: `${await serve(app)}webhooks`, ...rest };
  },
  "Express, behind express.raw": async () => {
    const { webhooks, ...rest } = receiver();
    const app = express();
    const raw = express.raw({ type: () => true, limit: "5mb" });
    app.all("/webhooks", raw, toNodeListener(webhooks));
    return { url: `${await serve(app)}webhooks`, ...rest };
  },
  Fastify: async () => {
    const { webhooks, ...rest } = receiver();
    const app = fastify();
    await app.register(toFastifyPlugin(webhooks, { url: "/webhooks" }));
    app.post("/other", async ({ body }) => body);
    onTestFinished(() => app.close());
    return { url: `${await app.listen({ port: 0, host: "127.0.0.1" })}/webhooks`, ...rest };
  },
  Hono: async () => {
    const { webhooks, ...rest } = receiver();
    const app = new Hono();
    app.all("/webhooks", ({ req }) => webhooks.fetch(req.raw));
    // A Request of the platform, made of what came.
    const url = await serve(async (request, response) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method = "GET", headers } = request;
      const init = { method, headers: headers as Record<string, string> };
      const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {};
      const answer = await app.request("/webhooks", { ...init, ...body });
      response.writeHead(answer.status).end();
    });
    return { url, ...rest };
  },
};

describe.each(Object.entries(mounts))("%s", (_name, mount) => {
  test("a signed notification is handled, whatever its type and characters", async () => {
    const { url, handled, errors } = await mount();
    for (const type of ["application/json", "application/vnd.intercom+json", "text/plain"]) {
      const body = notification("contact.user.created", { name: "Zoë 🎫", id: type });
      const headers = { "Content-Type": type, ...(await signBody(body, { secret })) };
      expect((await fetch(url, { method: "POST", headers, body })).status).toBe(200);
    }
    expect(handled).toEqual([
      "contact.user.created",
      "contact.user.created",
      "contact.user.created",
    ]);
    expect(errors).toEqual([]);
  });

  test("HEAD is answered", async () => {
    const { url } = await mount();
    expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
  });

  test("what is not signed is refused, and an empty body too", async () => {
    const { url, handled } = await mount();
    const body = notification("ping");
    expect((await fetch(url, { method: "POST", body })).status).toBe(401);
    expect((await fetch(url, { method: "POST" })).status).toBe(401);
    const headers = await signBody(`${body} `, { secret });
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(401);
    expect(handled).toEqual([]);
  });

  test("a conversation that is longer than frameworks accept by default is handled", async () => {
    const { url, handled } = await mount();
    const body = notification("conversation.read", { text: "x".repeat(2_000_000) });
    const headers = { "Content-Type": "application/json", ...(await signBody(body, { secret })) };
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(200);
    expect(handled).toEqual(["conversation.read"]);
  });
});

test("behind express.json the endpoint answers 500, and says what to change", async () => {
  const { webhooks, errors } = receiver();
  const app = express();
  app.use(express.json());
  app.post("/webhooks", toNodeListener(webhooks));
  const body = notification("ping");
  const headers = { "Content-Type": "application/json", ...(await signBody(body, { secret })) };
  const url = `${await serve(app)}webhooks`;
  expect((await fetch(url, { method: "POST", headers, body })).status).toBe(500);
  expect(String(errors[0])).toContain("mount the endpoint before any parser of JSON");
});

/** Begins a request to an endpoint, which gets it without the rest of its body. */
async function breakOff(listener: RequestListener) {
  const url = await serve(listener);
  const request = httpRequest(url, { method: "POST", headers: { "Content-Length": 100 } });
  request.on("error", () => undefined).write("{");
  return { request };
}

test("a request that breaks off is reported, and does not end the process", async () => {
  const { webhooks, errors, handled } = receiver();
  const listener = toNodeListener(webhooks);
  const { request } = await breakOff((incoming, response) => {
    void listener(incoming, response);
    request.destroy();
  });
  await expect.poll(() => errors.length).toBe(1);
  expect(handled).toEqual([]);
});

test("a request that broke off before the endpoint got it is reported", async () => {
  const { webhooks, errors } = receiver();
  let ended: Promise<void> | undefined;
  const { request } = await breakOff((incoming, response) => {
    incoming.on("close", () => {
      ended = toNodeListener(webhooks)(incoming, response);
    });
    request.destroy();
  });
  await expect.poll(() => errors).toEqual([new Error("The request was aborted")]);
  await ended;
});

test("a body that something else has read is a mistake of the program, which is answered", async () => {
  const { webhooks, errors } = receiver();
  const listener = toNodeListener(webhooks);
  const url = await serve((request, response) => {
    request.on("end", () => setImmediate(() => void listener(request, response))).resume();
  });
  const body = notification("ping");
  const headers = await signBody(body, { secret });
  expect((await fetch(url, { method: "POST", headers, body })).status).toBe(500);
  expect(String(errors[0])).toContain("The body of the request was read already");
});

test("a response that another part of the program has sent stays, and the process too", async () => {
  const { webhooks, handled } = receiver();
  const ended: Promise<void>[] = [];
  const url = await serve((request, response) => {
    ended.push(toNodeListener(webhooks)(request, response));
    response.writeHead(503).end("too slow");
  });
  const body = notification("ping");
  const headers = await signBody(body, { secret });
  const response = await fetch(url, { method: "POST", headers, body });
  expect([response.status, await response.text()]).toEqual([503, "too slow"]);
  await Promise.all(ended);
  expect(handled).toEqual(["ping"]);
});

describe("Lambda", () => {
  const events = (body: string, headers: Record<string, string>) => {
    const encoded = { body: Buffer.from(body).toString("base64"), isBase64Encoded: true };
    const lower = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const lists = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    );
    return [
      { requestContext: { http: { method: "POST" } }, headers: lower, body },
      { requestContext: { http: { method: "POST" } }, headers: lower, ...encoded },
      { httpMethod: "POST", headers, multiValueHeaders: lists, body, isBase64Encoded: false },
    ];
  };

  test("events of both versions are handled, in base64 or not", async () => {
    const { webhooks, handled } = receiver();
    const handler = toLambdaHandler(webhooks);
    for (const index of [0, 1, 2]) {
      const body = notification("contact.user.created", { name: "Zoë" });
      const event = events(body, await signBody(body, { secret }))[index];
      expect(await handler(event ?? {})).toEqual({ statusCode: 200, headers: {}, body: "" });
    }
    expect(handled).toHaveLength(3);
  });

  test("two signatures in one event are refused, of which `headers` has only one", async () => {
    const body = notification("ping");
    const signed = await signBody(body, { secret });
    const [name = "", value = ""] = Object.entries(signed)[0] ?? [];
    const multiValueHeaders = { [name]: ["sha1=0", value] };
    const event = { httpMethod: "POST", headers: signed, multiValueHeaders, body };
    expect((await toLambdaHandler(receiver().webhooks)(event)).statusCode).toBe(401);
  });

  test("HEAD is answered, and what is not signed is refused", async () => {
    const handler = toLambdaHandler(receiver().webhooks);
    const head = { requestContext: { http: { method: "HEAD" } } };
    expect((await handler(head)).statusCode).toBe(200);
    expect((await handler({ httpMethod: "POST", body: null })).statusCode).toBe(401);
  });
});
