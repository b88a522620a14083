import { createServer } from "node:http";
import { ConnectionError } from "@interkit/core";
import { createClient } from "@interkit/core/2.16";
import { nodeFetch } from "@interkit/core/node";
import { expect, onTestFinished, test } from "vitest";
import { unusedUrl } from "./support/serve.ts";

const fetches = [
  ["the platform's fetch", () => undefined],
  ["nodeFetch", () => nodeFetch({ connections: 64 })],
] as const;

test.each(fetches)("a create that reached no server is retried, once (%s)", async (_, make) => {
  const url = await unusedUrl();
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.setHeader("content-type", "application/json").end('{"id":"1"}');
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const errors: unknown[] = [];
  const fetch = make();
  const client = createClient({
    token: "token",
    baseUrl: url,
    ...(fetch && { fetch }),
    hooks: {
      onRetry: ({ error }) => {
        errors.push(error);
        // The next attempt reaches a server.
        if (!server.listening) server.listen(Number(new URL(url).port), "127.0.0.1");
      },
    },
    retry: 5,
  });
  const { data } = await client.POST("/contacts", { body: { email: "ada@example.com" } });
  expect(data).toMatchObject({ id: "1" });
  expect(errors[0]).toBeInstanceOf(ConnectionError);
  expect(bodies).toEqual(['{"email":"ada@example.com"}']);
  await fetch?.close();
});
