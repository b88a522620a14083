import { readdir } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { nodeFetch } from "@interkit/core/node";
import { describe, expect, onTestFinished, test } from "vitest";
import { bytes, digest, folder, type Handler, served } from "./support/downloads.ts";

describe.each(["fetch", "node"])("a download that is cut off (%s)", (kind) => {
  /** Breaks off in the middle, and serves the rest as it is asked to. */
  const breaking =
    (rest: (from: number, response: ServerResponse) => void, tag = '"v1"'): Handler =>
    ({ headers }, response) => {
      const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
      if (headers.range !== undefined) return rest(from, response);
      response.writeHead(200, { "content-length": bytes.length, etag: tag });
      response.write(bytes.subarray(0, 150_000));
      setTimeout(() => response.destroy(), 20);
    };
  const part = (from: number, response: ServerResponse, tag = '"v1"', total = bytes.length) =>
    response
      .writeHead(206, { "content-range": `bytes ${from}-${total - 1}/${total}`, etag: tag })
      .end(bytes.subarray(from));

  test("goes on where it was, as the same file", async () => {
    const { download, asked } = await served(
      breaking((from, response) => part(from, response)),
      kind,
    );
    expect(digest(await download().bytes())).toBe(digest(bytes));
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({
      "if-range": '"v1"',
      range: expect.stringMatching(/^bytes=\d+-$/),
    });
    expect(asked[0]?.["accept-encoding"]).toBe("identity");
  });

  test.each([
    [
      "that has changed",
      breaking((_, response) => void response.writeHead(200, { etag: '"v2"' }).end(bytes)),
    ],
    ["whose part is of another", breaking((from, response) => part(from, response, '"v2"'))],
    [
      "whose part is of another length",
      breaking((from, response) => part(from, response, '"v1"', bytes.length + 1)),
    ],
    ["whose part begins elsewhere", breaking((from, response) => part(from - 1, response))],
    [
      "that can only be compared loosely",
      breaking((from, response) => part(from, response), 'W/"v1"'),
    ],
    ["that is gone", breaking((_, response) => void response.writeHead(404).end())],
  ])("is an error where its host has a file %s", async (_, handler) => {
    const into = await folder();
    const { download } = await served(handler, kind);
    const saved = download().saveTo(path.join(into, "export"));
    await expect(saved).rejects.toMatchObject({ name: "ResponseError", problem: "cut-off" });
    expect(await readdir(into)).toEqual([]);
  });

  test("is an error when it was packed, and ends too early without a word", async () => {
    const packed = gzipSync(bytes);
    const { download } = await served((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(packed.subarray(0, packed.length / 2));
    }, kind);
    await expect(download().bytes()).rejects.toMatchObject({ problem: "cut-off" });
  });

  test("is whole when it was packed and is whole", async () => {
    const { download } = await served((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(bytes));
    }, kind);
    expect(digest(await download().bytes())).toBe(digest(bytes));
  });
});

describe.each(["fetch", "node"])("a download that stands still (%s)", (kind) => {
  const silent: Handler = (_, response) => response.writeHead(200).write(bytes.subarray(0, 1000));

  test("ends when its server says nothing more", async () => {
    const { download } = await served(silent, kind, { idleTimeoutMs: 80 });
    await expect(download().bytes()).rejects.toMatchObject({ name: "TimeoutError", phase: "idle" });
  });

  test("is let go when nobody reads it, so that others can be made", async () => {
    const fetch = nodeFetch({ connections: 2 });
    onTestFinished(() => fetch.close());
    const { download } = await served(silent, kind, {
      idleTimeoutMs: 20,
      ...(kind === "node" ? { fetch } : {}),
    });
    const unread = [await download(), await download()];
    // Of two connections, none is free before.
    await download();
    await new Promise((done) => setTimeout(done, 250));
    await expect(unread[0]?.getReader().read()).rejects.toMatchObject({ phase: "idle" });
  });
});
