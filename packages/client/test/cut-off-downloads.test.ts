import { readdir } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { nodeFetch } from "@interkit/core/node";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  bytes,
  computeDigest,
  createFolder,
  type Handler,
  serveFile,
} from "./support/downloads.ts";

describe.each(["fetch", "node"])("a download that is cut off (%s)", (kind) => {
  /** Closes the connection in the middle of the file; `rest` handles the request for the rest. */
  const cutOff =
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

  test("resumes where it stopped, when the host still has the same file", async () => {
    const { download, requests } = await serveFile(
      cutOff((from, response) => part(from, response)),
      kind,
    );
    expect(computeDigest(await download().bytes())).toBe(computeDigest(bytes));
    expect(requests).toHaveLength(2);
    expect(requests[1]).toMatchObject({
      "if-range": '"v1"',
      range: expect.stringMatching(/^bytes=\d+-$/),
    });
    expect(requests[0]?.["accept-encoding"]).toBe("identity");
  });

  test.each([
    [
      "that has changed",
      cutOff((_, response) => void response.writeHead(200, { etag: '"v2"' }).end(bytes)),
    ],
    [
      "whose part has the tag of another file",
      cutOff((from, response) => part(from, response, '"v2"')),
    ],
    [
      "whose part has another total length",
      cutOff((from, response) => part(from, response, '"v1"', bytes.length + 1)),
    ],
    ["whose part begins at another byte", cutOff((from, response) => part(from - 1, response))],
    ["that has only a weak tag", cutOff((from, response) => part(from, response), 'W/"v1"')],
    ["that is missing by then", cutOff((_, response) => void response.writeHead(404).end())],
  ])("is an error where its host has a file %s", async (_, handler) => {
    const into = await createFolder();
    const { download } = await serveFile(handler, kind);
    const saved = download().saveTo(path.join(into, "export"));
    await expect(saved).rejects.toMatchObject({ name: "ResponseError", problem: "cut-off" });
    expect(await readdir(into)).toEqual([]);
  });

  test("is an error when a gzip response ends too early", async () => {
    const compressed = gzipSync(bytes);
    const { download } = await serveFile((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(compressed.subarray(0, compressed.length / 2));
    }, kind);
    await expect(download().bytes()).rejects.toMatchObject({ problem: "cut-off" });
  });

  test("returns all bytes of a complete gzip response", async () => {
    const { download } = await serveFile((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(bytes));
    }, kind);
    expect(computeDigest(await download().bytes())).toBe(computeDigest(bytes));
  });
});

describe.each(["fetch", "node"])("a download without progress (%s)", (kind) => {
  const stall: Handler = (_, response) => response.writeHead(200).write(bytes.subarray(0, 1000));

  test("is an error when the server sends no more data", async () => {
    const { download } = await serveFile(stall, kind, { idleTimeoutMs: 80 });
    await expect(download().bytes()).rejects.toMatchObject({ name: "TimeoutError", phase: "idle" });
  });

  test("is aborted when it is not read, so that its connection is free again", async () => {
    const fetch = nodeFetch({ connections: 2 });
    onTestFinished(() => fetch.close());
    let closed = 0;
    const handler: Handler = (request, response) => {
      response.on("close", () => {
        closed += 1;
      });
      stall(request, response);
    };
    const { download } = await serveFile(handler, kind, {
      idleTimeoutMs: 20,
      ...(kind === "node" ? { fetch } : {}),
    });
    const unread = [await download(), await download()];
    // The two connections are in use until an unread download is aborted.
    await download();
    await expect.poll(() => closed).toBeGreaterThanOrEqual(2);
    await expect(unread[0]?.getReader().read()).rejects.toMatchObject({ phase: "idle" });
  });
});
