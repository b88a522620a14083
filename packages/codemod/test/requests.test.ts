import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox } from "@interkit/sandbox";
import { afterEach, expect, test } from "vitest";
import { work as workAfter } from "./fixtures/same-requests-7/after/program.ts";
import { work as workBefore } from "./fixtures/same-requests-7/before/program.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A sandbox behind a server that records what each request is: its method, path, query, version and body. */
async function recordingSandbox(): Promise<{ url: string; requests: string[] }> {
  const sandbox = createSandbox();
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const { method = "GET", url = "/", headers } = request;
    requests.push(`${method} ${url} ${headers["intercom-version"]} ${body}`);
    const answer = await sandbox.fetch(`https://api.intercom.io${url}`, {
      method,
      headers: new Headers(Object.entries(headers) as [string, string][]),
      ...(body !== "" && { body }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** The requests, with a number in place of each id and time that the sandbox made up. */
function comparable(requests: readonly string[]): unknown[] {
  const ids = new Map<string, string>();
  const numbered = (text: string): string =>
    text.replace(/[0-9a-f]{24}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id${ids.size}`);
      return ids.get(id) ?? "";
    });
  return requests.map((request) => {
    const [method, url, version, ...body] = numbered(request).split(" ");
    const { pathname, searchParams } = new URL(url ?? "", "https://host.invalid");
    const text = body.join(" ");
    const query = Object.fromEntries(searchParams);
    return { method, pathname, query, version, body: text === "" ? undefined : JSON.parse(text) };
  });
}

test("a rewritten program sends the requests that it sent with intercom-client", async () => {
  const [before, after] = [await recordingSandbox(), await recordingSandbox()];
  const seen = await workBefore(before.url);
  expect(await workAfter(after.url)).toEqual(seen);
  expect(seen).toContain("404");
  expect(comparable(after.requests)).toEqual(comparable(before.requests));
  expect(before.requests).toHaveLength(12);
});
