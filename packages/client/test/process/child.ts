// Runs every case in turn, and prints what each came to. What leaves by a promise that nobody handles,
// or by an error that nobody can catch, is put down to the case under way: it would have ended the process.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { createIntercom } from "@interkit/client/2.16";
import { processCases } from "./cases.ts";

const escaped: string[] = [];
process.on("unhandledRejection", (reason) => escaped.push(`unhandled rejection: ${reason}`));
process.on("uncaughtException", (error) => escaped.push(`uncaught error: ${error}`));

let flaky = 0;
const server = createServer((request, response) => {
  const name = request.url?.split("/").at(-1) ?? "";
  const isFile = request.url?.includes("/download/");
  const type = isFile ? "application/octet-stream" : "application/json";
  if (name === "reset") return void response.socket?.resetAndDestroy();
  flaky += name === "flaky" ? 1 : 0;
  const status = name === "missing" ? 404 : name === "flaky" && flaky % 2 === 1 ? 503 : 200;
  if (name === "packed") response.setHeader("content-encoding", "gzip");
  response.writeHead(status, { "content-type": type });
  if (status !== 200) return void response.end('{"type":"error.list","errors":[]}');
  if (!isFile) return void response.end('{"type":"contact","id":"1"}');
  if (name === "packed")
    return void response.end(gzipSync(randomBytes(300_000)).subarray(0, 150_000));
  response.write(Buffer.alloc(300_000));
  if (name === "broken") setTimeout(() => response.destroy(), 20);
  else if (name === "whole") response.end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const isNode = process.argv[2] === "node";
const fetch = isNode ? (await import("@interkit/core/node")).nodeFetch() : undefined;

for (const [name, [, run]] of Object.entries(processCases)) {
  escaped.length = 0;
  const make = (options = {}) =>
    createIntercom({ token: "token", baseUrl, fetch, retry: { maxDelayMs: 1 }, ...options });
  const outcome = await run(make, baseUrl);
  await new Promise((done) => setTimeout(done, 30));
  console.log(JSON.stringify({ name, outcome, escaped }));
}
process.exit(0);
