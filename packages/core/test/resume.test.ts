import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import { describe, expect, onTestFinished, test } from "vitest";

const file = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251));
const tag = '"v1"';
const params = { path: { job_identifier: "1" } };

type Responder = (response: ServerResponse, from: number) => unknown;

/** Answers request n with answer n, and all further ones with the last. */
async function served(kind: string, ...answers: readonly Responder[]) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.setHeader("content-type", "application/octet-stream");
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    (answers[requests.length - 1] ?? answers.at(-1))?.(response, from);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const fetch = kind === "node" ? nodeFetch({ connections: 64 }) : undefined;
  onTestFinished(async () => {
    await (fetch as { close?: () => Promise<void> } | undefined)?.close?.();
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createClient({ token: "token", baseUrl, fetch, retry: { maxDelayMs: 1 } });
  const download = async () => {
    const { data } = await client.GET("/download/content/data/{job_identifier}", {
      params,
      parseAs: "stream",
    });
    return data as ReadableStream<Uint8Array>;
  };
  const bytes = async () => Buffer.from(await new Response(await download()).arrayBuffer());
  return { requests, client, download, bytes };
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const breakOff = (response: ServerResponse) => setTimeout(() => response.destroy(), 20);

/** The first part of the file, with these headers. */
const first =
  (headers: Record<string, string> = { etag: tag }, length = 100_000): Responder =>
  (response) => {
    const { "transfer-encoding": chunked } = headers;
    response.writeHead(200, { ...(chunked ? {} : { "content-length": file.length }), ...headers });
    response.flushHeaders();
    if (length > 0) response.write(file.subarray(0, length));
    breakOff(response);
  };

/** The rest of the file, or a part of it. */
const rest =
  (headers: Record<string, string> = {}, status = 206): Responder =>
  (response, from) => {
    const range = `bytes ${from}-${file.length - 1}/${file.length}`;
    const { etag = tag, ...others } = headers;
    if (etag !== "") response.setHeader("etag", etag);
    response.writeHead(status, { "content-range": range, ...others });
    response.end(file.subarray(from));
  };

const ofHead = "bytes 0-99999/300000";

describe.each(["fetch", "node"])("a download that is cut off (%s)", (kind) => {
  test("resumes any number of times, as long as each response has data", async () => {
    const piece: Responder = (response, from) => {
      const range = `bytes ${from}-${file.length - 1}/${file.length}`;
      response.writeHead(206, { "content-range": range, etag: tag });
      response.write(file.subarray(from, from + 30_000));
      breakOff(response);
    };
    const { requests, bytes } = await served(kind, first(), piece, piece, piece, piece, rest());
    expect((await bytes()).equals(file)).toBe(true);
    expect(requests).toHaveLength(6);
  });

  test("fails after three attempts without new data", async () => {
    const nothing: Responder = (response, from) => {
      const range = `bytes ${from}-${file.length - 1}/${file.length}`;
      response.writeHead(206, { "content-range": range, etag: tag });
      response.flushHeaders();
      breakOff(response);
    };
    const { requests, bytes } = await served(kind, first(), nothing);
    await expect(bytes()).rejects.toMatchObject({ problem: "cut-off" });
    expect(requests).toHaveLength(3);
  });

  test.each([
    ["has a weak tag, whatever time it has", first({ etag: 'W/"1"', "last-modified": "x" })],
    ["has two tags", first({ etag: '"v1", "v2"' })],
    ["has neither a tag nor a time", first({})],
    ["has no data yet", first({ etag: tag }, 0)],
    [
      "is packed, so that its bytes are not those of the host",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-encoding": "gzip", etag: tag });
        response.write(gzipSync(file).subarray(0, 200));
        breakOff(response);
      },
    ],
  ])("is not requested again if it %s", async (_, answer) => {
    const { requests, bytes } = await served(kind, answer, rest());
    await expect(bytes()).rejects.toMatchObject({ problem: "cut-off" });
    expect(requests).toHaveLength(1);
  });

  test.each([
    [
      "declares that it is not compressed",
      first({ etag: tag, "content-encoding": "Identity" }),
      rest(),
    ],
    ["does not declare its length", first({ etag: tag, "transfer-encoding": "chunked" }), rest()],
    ["has a tag that its rest does not repeat", first(), rest({ etag: "" })],
  ])("resumes if it %s", async (_, answer, then) => {
    const { requests, bytes } = await served(kind, answer, then);
    expect((await bytes()).equals(file)).toBe(true);
    expect(requests).toHaveLength(2);
  });

  test("resumes by the time of its last change if it has no tag", async () => {
    const time = "Wed, 21 Jan 2026 09:30:00 GMT";
    const dated: Responder = (response, from) => {
      const range = `bytes ${from}-${file.length - 1}/${file.length}`;
      response.writeHead(206, { "content-range": range, "last-modified": time });
      response.end(file.subarray(from));
    };
    const { requests, bytes } = await served(kind, first({ "last-modified": time }), dated);
    expect((await bytes()).equals(file)).toBe(true);
    expect(requests[1]?.headers["if-range"]).toBe(time);
  });

  test.each([
    ["a packed part", rest({ "content-encoding": "gzip" })],
    ["a part that ends before the end", rest({ "content-range": "bytes 100000-299998/300000" })],
    ["a part without a position", rest({ "content-range": "bytes" })],
    [
      "a part of two places, the right one last",
      rest({ "content-range": `${ofHead}, bytes 100000-299999/300000` }),
    ],
    [
      "a part of two places, the right one first",
      rest({ "content-range": `bytes 100000-299999/300000, ${ofHead}` }),
    ],
    ["a part of a longer file", rest({ "content-range": "bytes 100000-300000/300001" })],
    ["a part that begins elsewhere", rest({ "content-range": "bytes 99999-299999/300000" })],
    ["a part of another version", rest({ etag: '"v2"' })],
    ["a whole answer that looks like a part", rest({}, 200)],
  ])("is an error where its host answers with %s", async (_, answer) => {
    const { requests, bytes } = await served(kind, first(), answer);
    await expect(bytes()).rejects.toMatchObject({ problem: "cut-off" });
    expect(requests).toHaveLength(2);
  });

  test("cancels a response that is not its rest", async () => {
    const closed = deferred<void>();
    const endless: Responder = (response) => {
      response.on("close", () => closed.resolve());
      response.writeHead(200, { etag: '"v2"' });
      response.write(file);
    };
    const { bytes } = await served(kind, first(), endless);
    await expect(bytes()).rejects.toMatchObject({ problem: "cut-off" });
    await closed.promise;
  });

  test("cancels the response with its rest if it was cancelled before", async () => {
    const closed = deferred<void>();
    const requests = deferred<ServerResponse>();
    const late: Responder = (response) => {
      response.on("close", () => closed.resolve());
      requests.resolve(response);
    };
    const { download } = await served(kind, first(), late);
    const reader = (await download()).getReader();
    const reading = (async () => {
      while (!(await reader.read()).done);
    })();
    const response = await requests.promise;
    await reader.cancel();
    response.writeHead(206, { "content-range": "bytes 100000-299999/300000", etag: tag });
    response.write(file.subarray(100_000, 200_000));
    await Promise.all([reading, closed.promise]);
  });

  test("is not requested again with a POST, which may have an effect twice", async () => {
    const { requests, client } = await served(kind, first(), rest());
    const { data } = await client.POST("/contacts", {
      body: { email: "ada@example.com" },
      parseAs: "stream",
    });
    const whole = new Response(data as ReadableStream<Uint8Array>).arrayBuffer();
    await expect(whole).rejects.toMatchObject({ problem: "cut-off" });
    expect(requests).toHaveLength(1);
  });
});
