import { once } from "node:events";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server, Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { createClient } from "@interkit/core/2.16";
import { type ConnectionOptions, nodeFetch } from "@interkit/core/node";
import { createProxy } from "proxy";
import { generate } from "selfsigned";
import { describe, expect, onTestFinished, test } from "vitest";
import { failureOf, timeoutOf } from "./support/observe.ts";
import { json, respond, serve } from "./support/serve.ts";
// Loaded here, so that it takes none of the time of a call.
import "undici";

const jsonType = { "content-type": "application/json" };
const zipped = { ...jsonType, "content-encoding": "gzip" };

function clientFor(
  baseUrl: string,
  options: ConnectionOptions = { connections: 64 },
  more: object = {},
) {
  const fetch = nodeFetch(options);
  onTestFinished(() => fetch.close());
  return createClient({ token: "token", baseUrl, fetch, retry: false, ...more });
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => sockets.add(socket));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe("a call that ends before its answer", () => {
  test.each([
    ["its headers", "its time is over"],
    ["its body", "its time is over"],
    ["its headers", "it is aborted"],
    ["its body", "it is aborted"],
  ])("while waiting for %s, since %s, closes its connection", async (waiting, why) => {
    let isClosed = false;
    const server = await serve((_, response) => {
      response.on("close", () => {
        isClosed = true;
      });
      if (waiting === "its body") response.writeHead(200, jsonType).write("{");
    });
    const client = clientFor(server.url);
    const hasCome = () => server.received.length > 0;
    if (why === "it is aborted") {
      const controller = new AbortController();
      const failed = failureOf(client.GET("/me", { signal: controller.signal }));
      await expect.poll(hasCome).toBe(true);
      controller.abort();
      expect(await failed).toMatchObject({ name: "AbortError" });
    } else {
      const call = (timeoutMs: number) => client.GET("/me", { timeoutMs });
      expect(await timeoutOf(call, hasCome)).toMatchObject({ name: "TimeoutError" });
    }
    await expect.poll(() => isClosed).toBe(true);
  });
});

describe("a fetch", () => {
  test("sends its headers, and can have one connection that is kept for a moment", async () => {
    const server = await serve(respond(200, "a"));
    const fetch = nodeFetch({ connections: 1, keepAliveMs: 1 });
    onTestFinished(() => fetch.close());
    const response = await fetch(server.url, { headers: { "x-kind": "own" } });
    expect(await response.text()).toBe("a");
    expect(server.received[0]?.headers["x-kind"]).toBe("own");
  });

  test("has no connection once it is closed, and makes no other", async () => {
    const server = await serve(json(200, { id: "1" }));
    const fetch = nodeFetch({ connections: 2 });
    const client = createClient({ token: "token", baseUrl: server.url, fetch, retry: false });
    await client.GET("/me");
    await fetch.close();
    expect(await failureOf(client.GET("/me"))).toMatchObject({ name: "ConnectionError" });
    expect(server.received).toHaveLength(1);
  });
});

describe("an answer over Node's connections", () => {
  test("may give a header twice", async () => {
    const busy: Parameters<typeof serve>[0] = (_, response) => {
      response
        .writeHead(
          429,
          [
            ["retry-after", "1"],
            ["retry-after", "1"],
          ].flat(),
        )
        .end();
    };
    const server = await serve(busy, json(200, { id: "1" }));
    const more = { retry: { attempts: 2 }, timeoutMs: 8_000 };
    expect((await clientFor(server.url, undefined, more).GET("/me")).data).toEqual({ id: "1" });
  });

  test("that says gzip and is none is cut off, as one that ends early is", async () => {
    const packed = gzipSync('{"id":"1"}');
    const { url } = await serve(
      (_, response) => response.writeHead(200, zipped).end('{"id":"1"}'),
      (_, response) => response.writeHead(200, zipped).end(packed.subarray(0, -4)),
    );
    const client = clientFor(url);
    expect(await failureOf(client.GET("/me"))).toMatchObject({ problem: "cut-off" });
    expect(await failureOf(client.GET("/me"))).toMatchObject({ problem: "cut-off" });
  });

  test("is decompressed to its end without a size limit, or when bytes are requested", async () => {
    const text = JSON.stringify({ id: "1".repeat(5_000) });
    const { url } = await serve((_, response) =>
      response.writeHead(200, zipped).end(gzipSync(text)),
    );
    const endless = clientFor(url, undefined, { maxAnswerBytes: Number.POSITIVE_INFINITY });
    expect((await endless.GET("/me")).data).toEqual(JSON.parse(text));
    const small = clientFor(url, undefined, { maxAnswerBytes: 1_000 });
    const { data } = await small.GET("/me", { parseAs: "arrayBuffer" });
    expect(new TextDecoder().decode(data as unknown as ArrayBuffer)).toBe(text);
    expect(await failureOf(small.GET("/me"))).toMatchObject({ problem: "too-large" });
  });

  test("that is no success has ok: false", async () => {
    const { url } = await serve(json(404, { type: "error.list", errors: [] }));
    const { response } = await clientFor(url).GET("/me");
    expect([response.ok, response.status]).toEqual([false, 404]);
  });

  test("to a JSON body was requested with its content type", async () => {
    const server = await serve(json(200, { id: "1" }));
    await clientFor(server.url).POST("/contacts", { body: { email: "ada@example.com" } });
    expect(server.received[0]?.headers["content-type"]).toBe("application/json");
    expect(server.received[0]?.body).toBe('{"email":"ada@example.com"}');
  });
});

describe("a stream over Node's connections", () => {
  const file = Buffer.alloc(200_000, "ab");

  test("has the status, address and headers of its answer", async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(203, { "x-id": "7" }).end(file),
    );
    const { data, response } = await clientFor(url).GET("/me", { parseAs: "stream" });
    expect(response).toMatchObject({ status: 203, url: `${url}/me` });
    expect(response.headers.get("x-id")).toBe("7");
    await (data as ReadableStream).cancel();
  });

  test("can be read by a layer", async () => {
    const { url } = await serve((_, response) => response.writeHead(200).end(file));
    let read = "";
    const layer = (next: (request: Request) => Promise<Response>) => async (request: Request) => {
      const response = await next(request);
      read = await response.text();
      return new Response(read);
    };
    await clientFor(url, undefined, { layers: [layer] }).GET("/me", { parseAs: "stream" });
    expect(read).toBe(file.toString());
  });

  test.each([
    ["plain", {}, file.subarray(0, 100)],
    ["packed", { "content-encoding": "gzip" }, gzipSync(file).subarray(0, 100)],
  ])(
    "that breaks off or is cancelled unread fails for its reader alone: %s",
    async (_, more, part) => {
      const thrown: unknown[] = [];
      const listener = (error: unknown) => void thrown.push(error);
      process.on("uncaughtException", listener);
      onTestFinished(() => void process.off("uncaughtException", listener));
      const { url } = await serve((_, response) => {
        response.writeHead(200, { "content-length": 1_000_000, ...more }).write(part);
        setTimeout(() => response.destroy(), 20);
      });
      const client = clientFor(url);
      const { data } = await client.GET("/me", { parseAs: "stream" });
      const { data: givenUp } = await client.GET("/me", { parseAs: "stream" });
      await (givenUp as ReadableStream).cancel();
      await new Promise((done) => setTimeout(done, 100));
      const failed = failureOf(new Response(data as ReadableStream).text());
      expect(await failed).toMatchObject({ problem: "cut-off" });
      expect(thrown).toEqual([]);
    },
  );
});

describe("a proxy with TLS", () => {
  test("and what is behind it are trusted by the authority that was given", async () => {
    const names = [{ name: "commonName", value: "localhost" }];
    const { private: key, cert } = await generate(names, { keySize: 2048, algorithm: "sha256" });
    const proxy = createProxy(createTlsServer({ key, cert }) as never) as unknown as Server;
    const target = createTlsServer({ key, cert }, (_, response) => {
      response.writeHead(200, jsonType).end('{"id":"1"}');
    });
    const ports = [await listen(proxy), await listen(target)];
    const [through, to] = ports.map((port) => `https://localhost:${port}`);
    const trusting = clientFor(to ?? "", { proxy: through, ca: cert });
    expect((await trusting.GET("/me")).data).toEqual({ id: "1" });
    const strict = clientFor(to ?? "", { proxy: through });
    expect(await failureOf(strict.GET("/me"))).toMatchObject({ name: "ConnectionError" });
  });
});
