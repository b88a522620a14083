// Runs the cases one after the other and prints the result of each. An unhandled rejection or an uncaught
// error, which would end the process otherwise, is recorded for the case that is running.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { createIntercom } from "@interkit/client/2.16";
import { processCases } from "./cases.ts";

const unhandled: string[] = [];
process.on("unhandledRejection", (reason) => unhandled.push(`unhandled rejection: ${reason}`));
process.on("uncaughtException", (error) => unhandled.push(`uncaught error: ${error}`));

let flaky = 0;
const server = createServer((request, response) => {
  const name = request.url?.split("/").at(-1) ?? "";
  const isFile = request.url?.includes("/download/");
  const type = isFile ? "application/octet-stream" : "application/json";
  if (name === "reset") return void response.socket?.resetAndDestroy();
  flaky += name === "flaky" ? 1 : 0;
  const status = name === "missing" ? 404 : name === "flaky" && flaky % 2 === 1 ? 503 : 200;
  if (name === "gzip") response.setHeader("content-encoding", "gzip");
  response.writeHead(status, { "content-type": type });
  if (status !== 200) return void response.end('{"type":"error.list","errors":[]}');
  if (!isFile) return void response.end('{"type":"contact","id":"1"}');
  if (name === "gzip")
    return void response.end(gzipSync(randomBytes(300_000)).subarray(0, 150_000));
  response.write(Buffer.alloc(300_000));
  if (name === "broken") setTimeout(() => response.destroy(), 20);
  else if (name === "whole") response.end();
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const isNode = process.argv[2] === "node";
const fetch = isNode
  ? (await import("@interkit/core/node")).nodeFetch({ connections: 64 })
  : undefined;

for (const [name, [, run]] of Object.entries(processCases)) {
  unhandled.length = 0;
  const create = (options = {}) =>
    createIntercom({ token: "token", baseUrl, fetch, retry: { maxDelayMs: 1 }, ...options });
  const result = await run(create, baseUrl);
  await new Promise((done) => setTimeout(done, 30));
  console.log(JSON.stringify({ name, result, unhandled }));
}
process.exit(0);
