import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createIntercom } from "@interkit/client/2.16";
import { nodeFetch } from "@interkit/core/node";
import { onTestFinished } from "vitest";

export const bytes = Buffer.from(Array.from({ length: 400_000 }, (_, index) => (index * 7) % 251));
export const computeDigest = (data: Uint8Array) => createHash("sha256").update(data).digest("hex");

export async function createFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "interkit-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Returns the path of a device. Root could replace the device of the machine, so root gets a copy of it;
 * `undefined` where no copy can be created.
 */
export async function createDevice(name: "null" | "full"): Promise<string | undefined> {
  const own = `/dev/${name}`;
  if (process.getuid?.() !== 0) return own;
  const copy = path.join(await createFolder(), name);
  try {
    execFileSync("cp", ["-R", own, copy], { stdio: "ignore" });
    await (await open(copy, "r+")).close();
    return copy;
  } catch {
    return undefined;
  }
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts a server of one file; returns a download of it and the headers of the requests it received. */
export async function serveFile(handler: Handler, transport = "fetch", options = {}) {
  const requests: IncomingMessage["headers"][] = [];
  const server = createServer((request, response) => {
    requests.push(request.headers);
    response.setHeader("content-type", "application/octet-stream");
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = transport === "node" ? nodeFetch({ connections: 64 }) : undefined;
  const retry = { maxDelayMs: 1 };
  const intercom = createIntercom({ token: "token", baseUrl, fetch, retry, ...options });
  return { requests, download: () => intercom.dataExports.download("1") };
}

export const sendWholeFile: Handler = (_, response) => response.end(bytes);
