import { inspect } from "node:util";
import { ConnectionError, ResponseError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { json, respond, serve, unusedUrl } from "./support/serve.ts";

const token = "secret-token";
const page = "<!doctype html><title>Maintenance</title>";
const html = { "content-type": "text/html; charset=utf-8", "x-request-id": "req-3" };

async function failureFrom(handler: Parameters<typeof serve>[0]): Promise<unknown> {
  const server = await serve(handler);
  return failureOf(createClient({ token, baseUrl: server.url, retry: false }).GET("/contacts"));
}

describe("no answer", () => {
  test("is a ConnectionError that keeps the cause: no server listens", async () => {
    const baseUrl = await unusedUrl();
    const error = await failureOf(createClient({ token, baseUrl }).GET("/contacts"));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      name: "ConnectionError",
      kind: "connection",
      message: `No answer from ${baseUrl} (ECONNREFUSED)`,
      cause: expect.objectContaining({ code: "ECONNREFUSED", syscall: "connect" }),
    });
  });

  test("is a ConnectionError: the connection is dropped", async () => {
    const error = await failureFrom((_, response) => response.destroy());
    expect(error).toBeInstanceOf(ConnectionError);
    expect(inspect(error)).not.toContain(token);
  });

  test("is a ConnectionError whatever a fetch of one's own throws", async () => {
    const { fetch } = observe(() => Promise.reject("no network"));
    const error = await failureOf(createClient({ token, fetch, retry: false }).GET("/contacts"));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ cause: "no network" });
  });
});

describe("an answer that is not the API's", () => {
  test.each([
    ["a page instead of a contact", respond(200, page, html), 200, "html"],
    ["a gateway's page", respond(502, page, html), 502, "html"],
    ["a gateway's text", respond(503, "upstream connect error"), 503, "json"],
    [
      "broken JSON",
      respond(200, '{"type":"li', { "content-type": "application/json" }),
      200,
      "json",
    ],
    ["an error that is a list", json(500, ["no"]), 500, "json"],
    ["a redirect without a way", respond(302), 302, "redirect"],
  ])("is a ResponseError: %s", async (_, handler, status, problem) => {
    const error = await failureFrom(handler);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ name: "ResponseError", kind: "response", status, problem });
    expect((error as Error).message).toContain(`status ${status}`);
    expect(inspect(error)).not.toMatch(/Maintenance|upstream|type":"li|secret/);
  });

  test("keeps the request's id", async () => {
    expect(await failureFrom(respond(502, page, html))).toMatchObject({ requestId: "req-3" });
  });

  test("is a ResponseError: cut off in the middle", async () => {
    const error = await failureFrom((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write('{"type":"list",');
      setTimeout(() => response.destroy(), 20);
    });
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ status: 200, problem: "cut-off", cause: expect.anything() });
  });

  test("is a ResponseError: an error answer cut off in the middle", async () => {
    const error = await failureFrom((_, response) => {
      response.writeHead(500, { "content-type": "application/json" });
      response.write('{"type":"error');
      setTimeout(() => response.destroy(), 20);
    });
    expect(error).toMatchObject({ kind: "response", status: 500, problem: "cut-off" });
  });
});
