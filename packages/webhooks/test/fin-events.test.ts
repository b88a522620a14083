import { ConfigError } from "@interkit/core";
import { SignatureError, signBody } from "@interkit/webhooks";
import { createFinEvents, type FinEventsOptions } from "@interkit/webhooks/fin";
import { toLambdaHandler } from "@interkit/webhooks/lambda";
import { toNodeListener } from "@interkit/webhooks/node";
import express from "express";
import { describe, expect, test } from "vitest";
import { finEvents } from "./support/fin.ts";
import { serve } from "./support/serve.ts";

const secret = "the secret of the Fin Agent API";
const replied = finEvents.replied("<p>Your parcel left today.</p>");

function receiver(options: Partial<FinEventsOptions> = {}) {
  const errors: unknown[] = [];
  const events: unknown[] = [];
  const handled: unknown[] = [];
  const fin = createFinEvents({
    secret,
    onError: (error, event) => {
      errors.push(error);
      events.push(event);
    },
    ...options,
  });
  const send = async (event: unknown, signed = secret) => {
    const body = typeof event === "string" ? event : JSON.stringify(event);
    const headers = await signBody(body, { secret: signed, kind: "fin" });
    const request = new Request("https://example.com/fin", { method: "POST", headers, body });
    return (await fin.fetch(request)).status;
  };
  return { fin, errors, events, handled, send };
}

test("each event reaches the handlers of its name, in the order of registration", async () => {
  const { fin, errors, handled, send } = receiver();
  fin
    .on("fin_replied", ({ message }) => handled.push(message.body))
    .on("fin_replied", async ({ conversation_id }) => handled.push(conversation_id))
    .on("fin_status_updated", ({ status }) => handled.push(status))
    .on("csat_requested", ({ csat }) => handled.push(csat.options[0]?.key));
  for (const event of [replied, finEvents.status("escalated"), finEvents.csat]) {
    expect(await send(event)).toBe(200);
  }
  expect(handled).toEqual(["<p>Your parcel left today.</p>", "chat-1", "escalated", "good"]);
  expect(errors).toEqual([]);
});

test("what no handler fits goes to the others, unknown names included", async () => {
  const { fin, handled, send } = receiver();
  fin.on("fin_replied", () => handled.push("replied"));
  expect(await send(finEvents.status("complete"))).toBe(200);
  fin.otherwise(({ event_name }) => handled.push(event_name));
  expect(await send({ event_name: "fin_paused", conversation_id: "chat-1" })).toBe(200);
  expect(await send({ event_name: "toString" })).toBe(200);
  expect(await send(replied)).toBe(200);
  expect(handled).toEqual(["fin_paused", "toString", "replied"]);
});

describe("signatures", () => {
  test("both written forms are accepted, and the old secret while it is being replaced", async () => {
    const { fin, handled } = receiver({ secret: ["the new secret", secret] });
    fin.otherwise(({ event_name }) => handled.push(event_name));
    const body = JSON.stringify(replied);
    const [[name, value] = ["", ""]] = Object.entries(
      await signBody(body, { secret, kind: "fin" }),
    );
    expect([name, value.slice(0, 7)]).toEqual(["X-Fin-Agent-API-Webhook-Signature", "sha256="]);
    for (const signature of [value, value.slice(7)]) {
      const headers = { [name]: signature };
      const request = new Request("https://example.com/", { method: "POST", headers, body });
      expect((await fin.fetch(request)).status).toBe(200);
    }
    expect(handled).toHaveLength(2);
  });

  test("the secret of the app does not fit, nor the signature of a webhook", async () => {
    const { fin, errors, handled, send } = receiver();
    fin.otherwise(() => handled.push("handled"));
    expect(await send(replied, "the client secret")).toBe(401);
    const body = JSON.stringify(replied);
    const headers = await signBody(body, { secret });
    const request = new Request("https://example.com/", { method: "POST", headers, body });
    expect((await fin.fetch(request)).status).toBe(401);
    expect(handled).toEqual([]);
    expect(errors).toEqual([expect.any(SignatureError), expect.any(SignatureError)]);
    expect(String(errors[0])).toContain("the webhook secret of the Fin Agent API");
    expect(String(errors[0])).not.toContain(secret);
  });
});

describe("failures", () => {
  test("a handler that fails is reported with its event, and answered with 500", async () => {
    const { fin, errors, events, handled, send } = receiver();
    fin.on("fin_replied", () => {
      throw new SyntaxError("the database is down");
    });
    fin.on("fin_replied", () => handled.push("second"));
    expect(await send(replied)).toBe(500);
    expect([errors, events, handled]).toEqual([
      [new SyntaxError("the database is down")],
      [replied],
      [],
    ]);
  });

  test.each(["null", "[]", "{}", '{"event_name":7}', "{"])(
    "the body %s is refused",
    async (body) => {
      const { errors, send } = receiver();
      expect(await send(body)).toBe(400);
      expect(errors).toEqual([expect.any(SyntaxError)]);
    },
  );

  test("wrong options, names and handlers are refused at once", () => {
    expect(() => createFinEvents({ secret: "" })).toThrow(ConfigError);
    expect(() => createFinEvents({ secret, respond: "before-work" } as never)).toThrow(
      'createFinEvents has no option "respond"; it has secret, timeoutMs, onError, maxBodyBytes',
    );
    const { fin } = receiver();
    expect(() => fin.on("fin_reply_chunk" as never, () => undefined)).toThrow("see readFinStream");
    expect(() => fin.on("fin_replied", undefined as never)).toThrow("must be a function");
    expect(() => fin.otherwise(7 as never)).toThrow("must be a function");
  });
});

test("Express and AWS Lambda serve the endpoint", async () => {
  const { fin, handled } = receiver();
  fin.on("fin_replied", ({ message }) => handled.push(message.id));
  const app = express();
  app.all("/fin", toNodeListener(fin));
  const url = `${await serve(app)}fin`;
  const body = JSON.stringify(replied);
  const headers = await signBody(body, { secret, kind: "fin" });
  expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
  expect((await fetch(url, { method: "POST", headers, body })).status).toBe(200);
  const event = { requestContext: { http: { method: "POST" } }, headers, body };
  expect((await toLambdaHandler(fin)(event)).statusCode).toBe(200);
  expect(handled).toEqual(["9011", "9011"]);
});
