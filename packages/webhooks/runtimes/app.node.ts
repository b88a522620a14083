import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { toNodeListener } from "@interkit/webhooks/node";
import app, { endpoints } from "./app.ts";

/** The app in the form that `node:http` serves. */
async function listener(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = "/", method = "GET" } = request;
  const endpoint = endpoints[url];
  if (endpoint) return toNodeListener(endpoint)(request, response);
  const headers = new Headers(request.headers as Record<string, string>);
  const body = method === "POST" ? await text(request) : null;
  const answer = await app.fetch(
    new Request(new URL(url, "http://127.0.0.1"), { method, headers, body }),
  );
  response.writeHead(answer.status, { "Content-Type": "application/json" });
  response.end(await answer.text());
}

export default { ...app, listener };
