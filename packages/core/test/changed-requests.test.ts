import { type Layer, TimeoutError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import { describe, expect, test } from "vitest";
import { failureOf, observe } from "./support/observe.ts";
import { json, type Received, respond, serve } from "./support/serve.ts";

const token = "secret-token";

function formOf(text: string): FormData {
  const form = new FormData();
  form.set("file", new Blob([text]), "catalog.csv");
  return form;
}

/** The form as a server reads it, by the boundary that the request names. */
async function formIn(request: Received | undefined): Promise<string | undefined> {
  const type = request?.headers["content-type"] ?? "";
  const form = await new Response(request?.body, { headers: { "content-type": type } }).formData();
  return (form.get("file") as File | null)?.text();
}

const route = "POST /ecommerce/connectors/{connector_id}/catalog";
const params = { path: { connector_id: "1" } };

describe("a layer changes the request of a form", () => {
  const traced: Layer = (next) => (request) => {
    request.headers.set("x-trace", "7");
    return next(request);
  };
  const copied: Layer = (next) => (request) => {
    const copy = new Request(request);
    copy.headers.set("x-trace", "7");
    return next(copy);
  };
  const replaced: Layer = (next) => (request) => {
    const headers = new Headers(request.headers);
    headers.set("x-trace", "7");
    // The new form has a boundary of its own.
    headers.delete("content-type");
    return next(new Request(request, { headers, body: formOf("c,d") }));
  };

  test.each([
    ["a header of it", traced, "a,b"],
    ["a header of a copy", copied, "a,b"],
    ["the form", replaced, "c,d"],
  ])("%s", async (_, layer, text) => {
    const { url, received } = await serve(json(200, {}));
    const client = createClient({ token, baseUrl: url, layers: [layer] });
    await client.request(route, { params, body: formOf("a,b") });
    expect(received).toHaveLength(1);
    expect(await formIn(received[0])).toBe(text);
    expect(received[0]?.headers).toMatchObject({ "x-trace": "7", "intercom-version": "2.16" });
    expect(received[0]?.headers).not.toHaveProperty("x-interkit-call");
  });
});

describe("a layer changes a request", () => {
  test("of JSON by a header, and the rest stays as it was", async () => {
    const { url, received } = await serve(json(200, { id: "1" }));
    const traced: Layer = (next) => (request) => {
      request.headers.set("x-trace", "7");
      return next(request);
    };
    const client = createClient({ token, baseUrl: url, layers: [traced] });
    await client.request("POST /contacts", { body: { name: "Ada" } });
    expect(received).toMatchObject([
      {
        body: '{"name":"Ada"}',
        headers: {
          "x-trace": "7",
          "content-type": "application/json",
          accept: "application/json",
          authorization: `Bearer ${token}`,
        },
      },
    ]);
  });

  test("to a HEAD, which is repeated as a read", async () => {
    const { fetch, requests } = observe(() => new Response(null, { status: 503 }));
    const peeking: Layer = (next) => (request) => next(new Request(request, { method: "HEAD" }));
    const client = createClient({ token, fetch, layers: [peeking], retry: { maxDelayMs: 1 } });
    await client.GET("/me");
    expect(requests.map(({ method }) => method)).toEqual(["HEAD", "HEAD", "HEAD"]);
  });

  test("to the copy of one of a call that is over, which is refused", async () => {
    const { fetch, requests } = observe();
    let kept: Request | undefined;
    const keeping: Layer = (next) => (request) => {
      kept ??= new Request(request);
      return next(kept);
    };
    const client = createClient({ token, fetch, layers: [keeping] });
    await client.GET("/me");
    const error = await failureOf(client.GET("/contacts"));
    expect((error as Error).message).toContain("A layer sent a request of its own making");
    expect(requests).toHaveLength(1);
  });

  test("to another body of JSON, and to none", async () => {
    const { url, received } = await serve(json(200, { id: "1" }));
    const renamed: Layer = (next) => (request) =>
      next(new Request(request, { body: '{"name":"Grace"}' }));
    const client = createClient({ token, baseUrl: url, layers: [renamed] });
    await client.request("POST /contacts", { body: { name: "Ada" } });
    const withoutBody: Layer = (next) => (request) =>
      next(new Request(request.url, { method: "DELETE", headers: request.headers }));
    const deleting = createClient({ token, baseUrl: url, layers: [withoutBody] });
    await deleting.request("PUT /contacts/{contact_id}", {
      params: { path: { contact_id: "1" } },
      body: { name: "Ada" },
    });
    expect(received).toMatchObject([
      { method: "POST", body: '{"name":"Grace"}' },
      { method: "DELETE", url: "/contacts/1", body: "" },
    ]);
  });

  test("to one with a signal of its own, which ends it", async () => {
    const { url } = await serve(() => {});
    const hurried: Layer = (next) => (request) =>
      next(new Request(request, { signal: AbortSignal.timeout(20) }));
    const client = createClient({ token, baseUrl: url, layers: [hurried] });
    const error = await failureOf(client.request("GET /contacts", { retry: false }));
    expect(error).toMatchObject({ name: "TimeoutError" });
    expect(error).not.toBeInstanceOf(TimeoutError);
  });

  test("to one with a signal that is aborted already, so that nothing is sent", async () => {
    const { fetch, requests } = observe();
    const reason = new Error("not now");
    const stopped: Layer = (next) => (request) =>
      next(new Request(request, { signal: AbortSignal.abort(reason) }));
    const client = createClient({ token, fetch, layers: [stopped] });
    expect(await failureOf(client.GET("/contacts"))).toBe(reason);
    expect(requests).toEqual([]);
  });
});

describe("a layer is shown", () => {
  test.each([
    [204, undefined],
    [205, undefined],
    [204, nodeFetch({ connections: 64 })],
    [205, nodeFetch({ connections: 64 })],
  ])("an answer of status %d without a body (%o)", async (status, fetch) => {
    const { url } = await serve(respond(status));
    const seen: unknown[] = [];
    const watching: Layer = (next) => async (request) => {
      const response = await next(request);
      seen.push(response.status, response.body, response.url);
      return response;
    };
    const client = createClient({ token, baseUrl: url, fetch, layers: [watching] });
    await client.request("DELETE /tags/{tag_id}", { params: { path: { tag_id: "1" } } });
    expect(seen).toEqual([status, null, `${url}/tags/1`]);
  });

  test("the address and the body of an answer, which it may read from a copy", async () => {
    const { url } = await serve(json(200, { id: "1" }, { "x-a": "b" }));
    const seen: unknown[] = [];
    const watching: Layer = (next) => async (request) => {
      const response = await next(request);
      seen.push(response.url, response.headers.get("x-a"), await response.clone().json());
      return response;
    };
    const client = createClient({ token, baseUrl: url, layers: [watching] });
    const { data, response } = await client.request("GET /me");
    expect(seen).toEqual([`${url}/me`, "b", { id: "1" }]);
    expect(data).toEqual({ id: "1" });
    expect(response.url).toBe(`${url}/me`);
  });

  test.each([
    ["the platform's fetch", undefined],
    ["Node's connections", nodeFetch({ connections: 64 })],
  ])("a download, which it may read from a copy, with %s", async (_, fetch) => {
    const { url } = await serve(respond(200, "audio"));
    let seen: string | undefined;
    const watching: Layer = (next) => async (request) => {
      const response = await next(request);
      seen = await response.clone().text();
      return response;
    };
    const client = createClient({ token, baseUrl: url, fetch, layers: [watching] });
    const call = { params: { path: { call_id: "1" } } };
    const { data } = await client.request("GET /calls/{call_id}/recording", call);
    expect(await new Response(data as ReadableStream).text()).toBe("audio");
    expect(seen).toBe("audio");
  });

  test("a response without a content type, which is read as without a layer", async () => {
    const { url } = await serve(respond(200, '{"id":"1"}'));
    const seen: unknown[] = [];
    const watching: Layer = (next) => async (request) => {
      const response = await next(request);
      seen.push(response.headers.get("content-type"));
      return response;
    };
    const client = createClient({ token, baseUrl: url, layers: [watching] });
    expect((await client.request("GET /me")).data).toEqual({ id: "1" });
    expect(seen).toEqual([null]);
  });

  test.each([
    ["a stream of the platform", (): object => ({ body: new ReadableStream() })],
    ["no stream", () => ({ body: undefined, arrayBuffer: () => new Promise(() => {}) })],
  ])("a timeout for its own response that never ends, in %s", async (_, make) => {
    const silent: Layer = () => async () =>
      ({ status: 200, headers: new Headers(), text: async () => "", ...make() }) as Response;
    const client = createClient({ token, fetch: observe().fetch, layers: [silent], timeoutMs: 20 });
    expect(await failureOf(client.GET("/me"))).toMatchObject({ kind: "timeout", phase: "call" });
  });

  test("the cancellation of its response, once the call is over", async () => {
    let reason: unknown;
    const cancel = (given: unknown) => {
      reason = given;
    };
    const silent: Layer = () => async () => new Response(new ReadableStream({ cancel }));
    const client = createClient({ token, fetch: observe().fetch, layers: [silent], timeoutMs: 20 });
    expect(await failureOf(client.GET("/me"))).toBe(reason);
    expect(reason).toBeInstanceOf(TimeoutError);
  });

  test("a call that is over, though it waits for something else", async () => {
    const { fetch, requests } = observe();
    let reason: unknown;
    const waiting: Layer = () => (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener("abort", () => {
          reason = request.signal.reason;
          reject(reason);
        });
      });
    const client = createClient({ token, fetch, layers: [waiting], timeoutMs: 30 });
    const error = await failureOf(client.GET("/contacts"));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(reason).toBe(error);
    expect(requests).toEqual([]);
  });
});
