import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmod,
  lstat,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { createIntercom } from "@interkit/client/2.16";
import { nodeFetch } from "@interkit/core/node";
import { describe, expect, onTestFinished, test } from "vitest";

const bytes = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 7) % 251));
const digest = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), "interkit-"));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

/**
 * A device to write into. Root could replace the machine's own, and so gets a copy of it; nothing where
 * none can be made.
 */
async function device(name: "null" | "full"): Promise<string | undefined> {
  const own = `/dev/${name}`;
  if (process.getuid?.() !== 0) return own;
  const copy = path.join(await folder(), name);
  try {
    execFileSync("cp", ["-R", own, copy], { stdio: "ignore" });
    await (await open(copy, "r+")).close();
    return copy;
  } catch {
    return undefined;
  }
}

type Handler = (request: IncomingMessage, response: ServerResponse, turn: number) => void;

/** A file of a server, and what was asked of it. */
async function served(handler: Handler, transport = "fetch", options = {}) {
  const asked: IncomingMessage["headers"][] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    response.setHeader("content-type", "application/octet-stream");
    handler(request, response, asked.length);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = transport === "node" ? nodeFetch() : undefined;
  const retry = { maxDelayMs: 1 };
  const intercom = createIntercom({ token: "token", baseUrl, fetch, retry, ...options });
  return { asked, download: () => intercom.dataExports.download("1") };
}

const whole: Handler = (_, response) => response.end(bytes);

describe("a file that is saved", () => {
  test("keeps the mode of the one that it replaces", async () => {
    const file = path.join(await folder(), "export");
    await writeFile(file, "old");
    await chmod(file, 0o600);
    const { download } = await served(whole);
    expect(await download().saveTo(file)).toBe(bytes.length);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(digest(await readFile(file))).toBe(digest(bytes));
  });

  test.each(["target", "gone"])(
    "goes where a link leads, also to what is not there (%s)",
    async (name) => {
      const into = await folder();
      if (name === "target") await writeFile(path.join(into, name), "old");
      await symlink(name, path.join(into, "link"));
      await symlink("link", path.join(into, "outer"));
      const { download } = await served(whole);
      await download().saveTo(path.join(into, "outer"));
      expect((await lstat(path.join(into, "outer"))).isSymbolicLink()).toBe(true);
      expect((await lstat(path.join(into, "link"))).isSymbolicLink()).toBe(true);
      expect(digest(await readFile(path.join(into, name)))).toBe(digest(bytes));
      expect((await readdir(into)).sort()).toEqual(["link", name, "outer"].sort());
    },
  );

  test("is written into a device, which stays one", async ({ skip }) => {
    const file = (await device("null")) ?? skip("no device can be made here");
    const { download } = await served(whole);
    expect(await download().saveTo(file)).toBe(bytes.length);
    expect((await stat(file)).isCharacterDevice()).toBe(true);
  });

  test("is written into a pipe, for whoever reads it", async () => {
    const pipe = path.join(await folder(), "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe]);
    const read: Buffer[] = [];
    reader.stdout.on("data", (data: Buffer) => read.push(data));
    const closed = new Promise((resolve) => reader.on("close", resolve));
    const { download } = await served(whole);
    await download().saveTo(pipe);
    await closed;
    expect(digest(Buffer.concat(read))).toBe(digest(bytes));
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  test.for(["fetch", "node"])(
    "on a full disk says so, as the file system does (%s)",
    async (kind, { skip }) => {
      const file = (await device("full")) ?? skip("no device can be made here");
      const { download } = await served(whole, kind);
      await expect(download().saveTo(file)).rejects.toMatchObject({ code: "ENOSPC" });
    },
  );

  test("is on the disk before it has its name", async () => {
    const done: string[] = [];
    const into = await folder();
    const file = path.join(into, "export");
    const probe = await open(path.join(into, "probe"), "w");
    const prototype = Object.getPrototypeOf(probe);
    const { sync, close } = prototype;
    onTestFinished(() => void Object.assign(prototype, { sync, close }));
    prototype.sync = async function (this: typeof probe) {
      const names = await readdir(into);
      done.push(`sync, ${names.includes("export") ? "named" : "unnamed"}`);
      return sync.call(this);
    };
    await probe.close();
    const { download } = await served(whole);
    await download().saveTo(file);
    expect(done).toEqual(["sync, unnamed", "sync, named"]);
  });
});

describe.each(["fetch", "node"])("a download that is cut off (%s)", (kind) => {
  /** Breaks off in the middle, and serves the rest as it is asked to. */
  const breaking =
    (rest: (from: number, response: ServerResponse) => void, tag = '"v1"'): Handler =>
    ({ headers }, response, turn) => {
      const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? "")?.[1] ?? 0);
      if (turn > 1) return rest(from, response);
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
