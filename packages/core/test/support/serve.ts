import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it reached the server. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface Served {
  readonly url: string;
  readonly received: Received[];
}

/**
 * Serves requests on a free port until the test ends. Handler n answers request n; the last handler
 * answers all further ones.
 */
export async function serve(
  ...handlers: ((request: Received, response: ServerResponse) => void)[]
): Promise<Served> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = "", url = "", headers } = request;
    const record = { method, url, headers, body: Buffer.concat(chunks).toString() };
    const handler = handlers[Math.min(received.length, handlers.length - 1)];
    received.push(record);
    handler?.(record, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  return (_: Received, response: ServerResponse): void => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
}

/** Answers with a text, or with an empty body. */
export function respond(status: number, text = "", headers: Record<string, string> = {}) {
  return (_: Received, response: ServerResponse): void => {
    response.writeHead(status, headers);
    response.end(text);
  };
}

/** Returns a URL on which no server listens. */
export async function unusedUrl(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
