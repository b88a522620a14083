import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { ConnectionError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import {
  Agent,
  type Dispatcher,
  getGlobalDispatcher,
  interceptors,
  request,
  setGlobalDispatcher,
  fetch as undiciFetch,
} from "undici";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { serve } from "./support/serve.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** More than a connection delivers at once. */
const file = randomBytes(2_000_000);
const packed = gzipSync(file);
const params = { path: { job_identifier: "1" } };

type Head = Readonly<Record<string, string>>;

/** A client of a server that sends this as a download. */
async function served(head: Head, body: Uint8Array, status = 200, create = createClient) {
  const server = await serve((_, response: ServerResponse) => {
    response.writeHead(status, { "content-type": "application/octet-stream", ...head }).end(body);
  });
  const client = create({ token: "token", baseUrl: server.url, retry: { maxDelayMs: 1 } });
  const download = () => client.request("GET /download/content/data/{job_identifier}", { params });
  const bytes = async () => {
    const { data } = await download();
    return Buffer.from(await new Response(data as ReadableStream).arrayBuffer());
  };
  return { url: server.url, download, bytes };
}

/** A fetch of undici, which passes its requests to the dispatcher behind this. */
function fetchThrough(behind: (dispatcher: Dispatcher) => Dispatcher) {
  const own = new Agent();
  onTestFinished(() => own.close());
  return (url: string, init: { readonly dispatcher?: Dispatcher }) =>
    undiciFetch(url, { ...init, dispatcher: behind(init.dispatcher ?? own) });
}

/** An interceptor passes handlers of the newer kind, as the fetch of newer Nodes does. */
function newer() {
  const before = getGlobalDispatcher();
  const agent = new Agent();
  // The dispatcher of an older Node supports handlers of the older kind alone.
  setGlobalDispatcher(agent);
  onTestFinished(() => {
    setGlobalDispatcher(before);
    return agent.close();
  });
  return fetchThrough((dispatcher) => {
    const dispatch = interceptors.retry({ maxRetries: 0 })(dispatcher.dispatch.bind(dispatcher));
    return { dispatch } as Dispatcher;
  });
}

describe.each([
  ["the platform's fetch", () => globalThis.fetch],
  ["a fetch with newer handlers", newer],
])("a packed download (%s)", (_, make) => {
  const packedAs = async (encoding: string, body: Uint8Array = packed, more: Head = {}) => {
    vi.stubGlobal("fetch", make());
    return served({ "Content-Encoding": encoding, ...more }, body);
  };

  test.each(["gzip", "x-gzip", "GZIP"])("is unpacked when it is called %s", async (encoding) => {
    expect((await (await packedAs(encoding)).bytes()).equals(file)).toBe(true);
  });

  test.each(["gzip", "x-gzip"])("that ends early is cut off when it is called %s", async (name) => {
    const { bytes } = await packedAs(name, packed.subarray(0, packed.length - 20));
    await expect(bytes()).rejects.toMatchObject({ problem: "cut-off" });
  });

  test("that is packed twice is unpacked twice", async () => {
    expect((await (await packedAs("gzip,gzip", gzipSync(packed))).bytes()).equals(file)).toBe(true);
  });

  test("that says gzip and is none is cut off", async () => {
    const { bytes } = await packedAs("gzip", file);
    await expect(bytes()).rejects.toMatchObject({ problem: "cut-off" });
  });

  test("keeps its status, address and headers, also unusual names and values", async () => {
    const unusual = { "x-kind": "gzip", "x-first": "content-encoding", gzip: "gzip", "x-none": "" };
    vi.stubGlobal("fetch", make());
    const { url, download } = await served({ ...unusual, "content-encoding": "gzip" }, packed, 203);
    const { data, response } = await download();
    await (data as ReadableStream).cancel();
    expect(response).toMatchObject({ status: 203, url: `${url}/download/content/data/1` });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...unusual,
      "content-encoding": "gzip",
      "content-type": "application/octet-stream",
    });
  });

  test("without a body is empty", async () => {
    vi.stubGlobal("fetch", make());
    const { download } = await served({ "content-encoding": "gzip" }, Buffer.of(), 204);
    expect(await download()).toMatchObject({ data: undefined, response: { status: 204 } });
  });

  test.each(["identity", "gzip, br", "zip", "gzip2"])(
    "is left to the platform when it is called %s",
    async (encoding) => {
      vi.stubGlobal("fetch", make());
      const { download } = await served({ "content-encoding": encoding }, Buffer.of());
      expect((await download()).response.headers.get("content-encoding")).toBe(encoding);
    },
  );
});

test("a packed download that ends early is cut off with the platform's fetch as an option", async () => {
  const head = { "content-encoding": "gzip" };
  const { url } = await served(head, packed.subarray(0, packed.length - 20));
  const { fetch } = globalThis;
  const client = createClient({ token: "token", baseUrl: url, retry: false, fetch });
  const { data } = await client.request("GET /download/content/data/{job_identifier}", { params });
  const read = new Response(data as ReadableStream).arrayBuffer();
  await expect(read).rejects.toMatchObject({ problem: "cut-off" });
});

test("a deletion is done, even if the end of its packed answer is lost", async () => {
  const answered = gzipSync('{"id":"1"}').subarray(0, -8);
  const head = { "content-type": "application/json", "content-encoding": "gzip" };
  const { url } = await served(head, answered);
  const client = createClient({ token: "token", baseUrl: url, retry: false });
  const { data } = await client.DELETE("/tags/{tag_id}", { params: { path: { tag_id: "1" } } });
  expect(data).toEqual({ id: "1" });
});

describe("a platform without dispatchers", () => {
  const symbol = Symbol.for("undici.globalDispatcher.1");
  const without = (fetch: unknown) => {
    const before = Reflect.get(globalThis, symbol);
    onTestFinished(() => void Reflect.set(globalThis, symbol, before));
    Reflect.set(globalThis, symbol, undefined);
    vi.stubGlobal("fetch", fetch);
  };

  test("uses its fetch unchanged", async () => {
    without(fetchThrough((dispatcher) => dispatcher));
    const plain = await served({}, file);
    expect((await plain.bytes()).equals(file)).toBe(true);
    const unpacked = await served({ "content-encoding": "gzip" }, packed);
    expect((await unpacked.bytes()).equals(file)).toBe(true);
  });

  test("gets an explicit decompression where its fetch has none, as in Deno", async () => {
    vi.stubGlobal("Deno", {});
    // What the platform is like is looked up once, when the package is loaded.
    vi.resetModules();
    const { createClient: create } = await import("@interkit/core/2.16");
    const own = new Agent();
    onTestFinished(() => own.close());
    without(async (url: string) => {
      const { headers, body } = await request(url, { dispatcher: own });
      return new Response(Readable.toWeb(body) as BodyInit, { headers: headers as Head });
    });
    const zipped = await served({ "content-encoding": "gzip" }, packed, 200, create);
    expect((await zipped.bytes()).equals(file)).toBe(true);
    const plain = await served({ "content-encoding": "identity" }, file, 200, create);
    expect((await plain.bytes()).equals(file)).toBe(true);
  });

  test("reports a failure as other platforms do", async () => {
    without(() => Promise.reject(new TypeError("no network")));
    const { download } = await served({}, file);
    await expect(download()).rejects.toBeInstanceOf(ConnectionError);
  });
});
