import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createIntercom, type Intercom } from "@interkit/client/2.14";
import { IntercomClient } from "intercom-client";
import { onTestFinished } from "vitest";

/** A server, and both clients in front of it. */
export interface Both {
  /** `intercom-client` 7. */
  readonly there: IntercomClient;
  readonly here: Intercom;
  /** The requests so far: `POST /contacts`. */
  readonly requests: string[];
  /** The requests so far, with their headers. */
  readonly received: IncomingMessage[];
  readonly url: string;
}

export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void;

/** Starts a server that answers by a function until the test is over. The count begins with 1. */
export async function both(answer: Answer): Promise<Both> {
  const requests: string[] = [];
  const received: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    received.push(request);
    request.resume().on("end", () => answer(request, response, requests.length));
  });
  const url = await listen(server);
  const options = { token: "secret-token" };
  return {
    there: new IntercomClient({ ...options, environment: url }),
    here: createIntercom({ ...options, baseUrl: url }),
    requests,
    received,
    url,
  };
}

async function listen(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response
    .writeHead(status, { "content-type": "application/json", ...headers })
    .end(JSON.stringify(body));
}

/** The requests that a call sends, and what it ends with. */
export async function ended(
  { requests }: Both,
  call: () => PromiseLike<unknown>,
): Promise<{
  readonly requests: readonly string[];
  readonly value?: unknown;
  readonly error?: Error;
}> {
  const before = requests.length;
  try {
    const value = await call();
    return { requests: requests.slice(before), value };
  } catch (error) {
    return { requests: requests.slice(before), error: error as Error };
  }
}
