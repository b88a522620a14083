import { gzipSync } from "node:zlib";
import {
  apiError,
  ConfigError,
  ConnectionError,
  type FetchLike,
  type ResponseLike,
} from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import crossFetch from "cross-fetch";
import nodeFetchPackage from "node-fetch";
import { fetch as undiciFetch } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { failureOf } from "./support/observe.ts";
import { json, respond, serve } from "./support/serve.ts";

const token = "secret-token";

const own = nodeFetch({ connections: 64 });

const given: [name: string, fetch: FetchLike][] = [
  ["the platform's fetch", fetch],
  ["undici's fetch", undiciFetch],
  ["node-fetch", nodeFetchPackage],
  ["cross-fetch", crossFetch],
  ["nodeFetch, called by a function around it", (url, init) => own(url, init)],
  ["a function around fetch", (url, init) => fetch(url, init)],
];

describe.each(given)("%s as the fetch of a client", (_, implementation) => {
  const clientAt = (baseUrl: string) =>
    createClient({ token, baseUrl, fetch: implementation, retry: false });

  test("sends method, path, query, headers and JSON, and reads the response", async () => {
    const { url, received } = await serve(json(200, { id: "1", name: "Zoë" }, { "x-a": "b" }));
    const { data, response } = await clientAt(url).request("PUT /contacts/{contact_id}", {
      params: { path: { contact_id: "a/b" }, query: { page: 2 } },
      headers: { "X-Trace": "7" },
      body: { name: "Zoë" },
    });
    expect(data).toEqual({ id: "1", name: "Zoë" });
    expect(response).toBeInstanceOf(Response);
    expect(response.headers.get("x-a")).toBe("b");
    expect(response.url).toBe(`${url}/contacts/a%2Fb?page=2`);
    expect(received).toMatchObject([
      {
        method: "PUT",
        url: "/contacts/a%2Fb?page=2",
        body: '{"name":"Zoë"}',
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          "intercom-version": "2.16",
          "x-trace": "7",
        },
      },
    ]);
  });

  test("sends a form with its boundary", async () => {
    const { url, received } = await serve(json(200, { id: "1" }));
    const body = new FormData();
    body.set("file", new Blob(["bytes"]), "a.txt");
    await clientAt(url).request("POST /messages", { body });
    const { body: sent = "", headers } = received[0] ?? {};
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers?.["content-type"] ?? "");
    expect(boundary?.[1]).toBeTruthy();
    expect(sent).toContain(`--${boundary?.[1]}`);
    expect(sent).toMatch(/filename="a\.txt"[\s\S]*bytes/);
  });

  test("gives the body of a download as a stream of the platform", async () => {
    const bytes = Buffer.alloc(300_000, "interkit");
    const { url } = await serve((_request, response) => {
      response.writeHead(200, {
        "content-type": "application/octet-stream",
        "content-encoding": "gzip",
      });
      response.end(gzipSync(bytes));
    });
    const { data } = await clientAt(url).request("GET /download/content/data/{job_identifier}", {
      params: { path: { job_identifier: "1" } },
    });
    expect(data).toBeInstanceOf(ReadableStream);
    const read = await new Response(data as ReadableStream).arrayBuffer();
    expect(Buffer.from(read).equals(bytes)).toBe(true);
  });

  test("distinguishes a failure from a redirect", async () => {
    const errors = { type: "error.list", errors: [{ code: "not_found", message: "None" }] };
    const { url } = await serve(
      json(404, errors),
      respond(302, "", { location: "https://example.com/" }),
    );
    const client = clientAt(url);
    const result = await client.request("GET /me");
    expect(apiError("GET /me", { error: result.error, response: result.response })).toMatchObject({
      status: 404,
      code: "not_found",
    });
    expect(await failureOf(client.request("GET /me"))).toMatchObject({ problem: "redirect" });
  });

  test.each([204, 205])("reads an answer of status %d, which has no body", async (status) => {
    const { url } = await serve(respond(status));
    const { data, response } = await clientAt(url).request("DELETE /tags/{tag_id}", {
      params: { path: { tag_id: "1" } },
    });
    expect([data, response.status]).toEqual([undefined, status]);
  });

  test("reports a response with status 304", async () => {
    const { url } = await serve(respond(304));
    const error = await failureOf(clientAt(url).request("GET /me"));
    expect(error).toMatchObject({ problem: "redirect", status: 304 });
  });

  test("is ended by the signal and the timeout of a call", async () => {
    const { url } = await serve(() => {});
    const client = clientAt(url);
    const signal = AbortSignal.timeout(20);
    expect(await failureOf(client.GET("/me", { signal }))).toMatchObject({ name: "AbortError" });
    expect(await failureOf(client.GET("/me", { timeoutMs: 20 }))).toMatchObject({
      kind: "timeout",
    });
  });
});

test("a cancelled stream closes its connection", async () => {
  let close = () => {};
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const { url } = await serve((_request, response) => {
    response.writeHead(200, { "content-type": "application/octet-stream" });
    const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1);
    onTestFinished(() => clearInterval(timer));
    response.on("close", () => close());
  });
  const client = createClient({ token, baseUrl: url, fetch: nodeFetchPackage, retry: false });
  const { data } = await client.request("GET /download/content/data/{job_identifier}", {
    params: { path: { job_identifier: "1" } },
  });
  const reader = (data as ReadableStream<Uint8Array>).getReader();
  await reader.read();
  await reader.cancel();
  await closed;
});

/** Responses that are of neither the platform nor a package that is tested here. */
const like = (parts: Partial<ResponseLike>): ResponseLike => ({
  status: 200,
  headers: new Headers(),
  text: async () => "",
  ...parts,
});
const clientOf = (parts: Partial<ResponseLike>) =>
  createClient({ token, fetch: async () => like(parts), retry: false });
const recording = { params: { path: { call_id: "1" } } };

describe("a body that is no stream", () => {
  const bytes = new Uint8Array([0, 159, 146, 150]);

  test("is read as text where the response has no other method", async () => {
    const { data } = await clientOf({ text: async () => '{"id":"1"}' }).request("GET /me");
    expect(data).toEqual({ id: "1" });
  });

  test("is read as bytes where the response has the method, which a file needs", async () => {
    const client = clientOf({ arrayBuffer: async () => bytes.slice().buffer });
    const { data } = await client.request("GET /calls/{call_id}/recording", recording);
    const read = await new Response(data as ReadableStream).arrayBuffer();
    expect(new Uint8Array(read)).toEqual(bytes);
  });

  test("is read completely where a response of the platform has no stream", async () => {
    const response = Response.json({ id: "1" });
    Object.defineProperty(response, "body", { value: undefined });
    const client = createClient({ token, fetch: async () => response, retry: false });
    expect((await client.request("GET /me")).data).toEqual({ id: "1" });
  });

  test("is nothing when it is null", async () => {
    const { data } = await clientOf({ status: 202, body: null }).request("DELETE /tags/{tag_id}", {
      params: { path: { tag_id: "1" } },
    });
    expect(data).toBeUndefined();
  });
});

test("an error of Interkit that a fetch throws rejects the call unchanged", async () => {
  const own = new ConfigError("not today");
  const fetch = () => Promise.reject(own);
  expect(await failureOf(createClient({ token, fetch }).GET("/me"))).toBe(own);
});

test.each([
  ["nothing", undefined, "undefined"],
  ["what axios gives", { status: 200, headers: { get: () => null }, data: {} }, "an object"],
  ["text", "secret", "a string"],
])("the error of a fetch that returns %s names the required result", async (_, response, kind) => {
  const fetch = (async () => response) as unknown as FetchLike;
  const error = await failureOf(createClient({ token, fetch, retry: false }).GET("/me"));
  expect(error).toBeInstanceOf(ConnectionError);
  expect((error as Error).message).not.toContain("secret");
  expect(String((error as ConnectionError).cause)).toContain(`The option "fetch" gave ${kind}`);
});

test("a response that the function made has the URL of its request", async () => {
  const client = createClient({ token, fetch: async () => Response.json({ id: "1" }) });
  const { response } = await client.request("GET /me");
  expect(response.url).toBe("https://api.intercom.io/me");
});
