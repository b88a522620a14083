import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { apiError, ConfigError, ResponseError, TimeoutError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import { afterAll, describe, expect, test } from "vitest";
import { failureOf } from "./support/observe.ts";
import { json, respond, serve } from "./support/serve.ts";

const params = { path: { contact_id: "1" } };
const zipped = { "content-type": "application/json", "content-encoding": "gzip" };
const fetchOfNode = nodeFetch({ connections: 64 });
afterAll(() => fetchOfNode.close());

const typed = (text: string) => respond(200, text, { "content-type": "application/json" });
const raw = (send: (response: ServerResponse) => void) => (_: unknown, response: ServerResponse) =>
  send(response);

describe.each([
  ["the platform's fetch", undefined],
  ["Node's connections", fetchOfNode],
] as const)("with %s", (_, fetch) => {
  const client = (baseUrl: string, options = {}) =>
    createClient({ token: "token", baseUrl, fetch, retry: { maxDelayMs: 1 }, ...options });

  describe("a required object", () => {
    const nothing = { nothing: "", null: "null", "a list": "[]", spaces: " \n" };

    test.each(Object.entries(nothing))("is requested again when it is %s", async (_, text) => {
      const server = await serve(typed(text), json(200, { id: "1" }));
      const { data } = await client(server.url).GET("/contacts/{contact_id}", { params });
      expect(data).toEqual({ id: "1" });
      expect(server.received).toHaveLength(2);
    });

    test.each(Object.entries(nothing))("is an error if it stays %s", async (_, text) => {
      const server = await serve(typed(text));
      const error = await failureOf(client(server.url).GET("/contacts/{contact_id}", { params }));
      expect(error).toBeInstanceOf(ResponseError);
      expect(error).toMatchObject({ status: 200, problem: "missing" });
      expect(server.received).toHaveLength(3);
    });

    test("is an error of a write after one attempt, since the write may be done", async () => {
      const server = await serve(typed("null"));
      const body = { email: "ada@example.com" };
      const error = await failureOf(client(server.url).POST("/contacts", { body }));
      expect(error).toMatchObject({ problem: "missing" });
      expect(server.received).toHaveLength(1);
    });

    test.each(['"done"', "7", "true"])("is an error when it is %s", async (text) => {
      const server = await serve(typed(text));
      const error = await failureOf(client(server.url).GET("/me"));
      expect(error).toMatchObject({ status: 200, problem: "json" });
    });

    test("may be missing in a deletion, and where none is declared", async () => {
      const server = await serve(typed(""), respond(202), respond(204));
      const { DELETE, POST } = client(server.url);
      expect((await DELETE("/contacts/{contact_id}", { params })).data).toBeUndefined();
      const body = { event_name: "a", created_at: 1, user_id: "1" };
      expect((await POST("/events", { body })).response.status).toBe(202);
      expect((await DELETE("/tags/{tag_id}", { params: { path: { tag_id: "1" } } })).error).toBe(
        undefined,
      );
    });
  });

  test("an error whose body is null is an ApiError", async () => {
    const server = await serve(json(404, null));
    const { error, response } = await client(server.url).GET("/contacts/{contact_id}", { params });
    expect(apiError("GET /contacts/{contact_id}", { error, response })).toMatchObject({
      status: 404,
      errors: [],
    });
  });

  describe("a compressed response", () => {
    test("without a body is empty: a deletion succeeds", async () => {
      const server = await serve(respond(202, "", zipped));
      const { response } = await client(server.url).DELETE("/contacts/{contact_id}", { params });
      expect(response.status).toBe(202);
      expect(server.received).toHaveLength(1);
    });

    test("that ends early without an error is incomplete", async () => {
      const packed = gzipSync(JSON.stringify({ id: "1", name: "Ada".repeat(1000) }));
      const half = raw((response) => {
        response.writeHead(200, zipped).end(packed.subarray(0, packed.length - 20));
      });
      const server = await serve(half);
      const error = await failureOf(client(server.url).GET("/contacts/{contact_id}", { params }));
      expect(error).toBeInstanceOf(ResponseError);
    });

    test("is limited by its decompressed size, and not decompressed further", async () => {
      const bomb = gzipSync(Buffer.alloc(20_000_000, "a"));
      const server = await serve(raw((response) => void response.writeHead(200, zipped).end(bomb)));
      const error = await failureOf(client(server.url, { maxAnswerBytes: 100_000 }).GET("/me"));
      expect(error).toMatchObject({ kind: "response", status: 200, problem: "too-large" });
      expect((error as Error).message).toContain("maxAnswerBytes");
      expect(server.received).toHaveLength(1);
    });
  });

  test("a response above the size limit is cancelled, also one that never ends", async () => {
    let isClosed = false;
    const server = await serve(
      raw((response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const timer = setInterval(() => response.write("a".repeat(10_000)), 1);
        response.once("close", () => {
          isClosed = true;
          clearInterval(timer);
        });
      }),
    );
    const error = await failureOf(client(server.url, { maxAnswerBytes: 50_000 }).GET("/me"));
    expect(error).toMatchObject({ problem: "too-large" });
    await expect.poll(() => isClosed).toBe(true);
  });

  test("a response of the size limit is accepted", async () => {
    const text = JSON.stringify({ id: "1" });
    const server = await serve(typed(text));
    const { data } = await client(server.url, { maxAnswerBytes: text.length }).GET("/me");
    expect(data).toEqual({ id: "1" });
  });

  test.each(["json", "stream"] as const)(
    "the idle timeout ends a body that stops, without any other timeout: read as %s",
    async (parseAs) => {
      const server = await serve(
        raw((response) => {
          response.writeHead(200, { "content-type": "application/json" }).write('{"id":');
        }),
      );
      const endless = { timeoutMs: Number.POSITIVE_INFINITY, idleTimeoutMs: 60 };
      const retry = { attempts: 1, attemptTimeoutMs: Number.POSITIVE_INFINITY };
      const { GET } = client(server.url, { ...endless, retry });
      const read = async () => {
        const { data } = await GET("/me", { parseAs });
        await new Response(data as ReadableStream).text();
      };
      const error = await failureOf(read());
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error).toMatchObject({ phase: "idle", timeoutMs: 60 });
    },
  );
});

test.each([
  [{ maxAnswerBytes: 0 }, /"maxAnswerBytes" must be a whole number/],
  [{ maxAnswerBytes: 1.5 }, /"maxAnswerBytes" must be a whole number/],
  [{ idleTimeoutMs: 0 }, /"idleTimeoutMs" must be a number of milliseconds/],
])("invalid limits are refused: %j", (options, message) => {
  const make = () => createClient({ token: "token", ...options });
  expect(make).toThrow(ConfigError);
  expect(make).toThrow(message);
});
