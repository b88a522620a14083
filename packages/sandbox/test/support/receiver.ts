import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { Json } from "./workspace.ts";

/** A request that the receiver got. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body, of a POST. */
  readonly body: Json;
}

/** How the receiver responds: with a status, after a time, or with headers. */
export interface Reply {
  readonly status?: number;
  readonly afterMs?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Receiver {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** The bodies of the notifications, without pings. */
  readonly notifications: readonly Json[];
  /** The topics of the notifications, without pings. */
  readonly topics: readonly string[];
}

export const secret = "client secret";

/** Whether a request has the signature of its body, computed without code of the sandbox. */
export function isSigned({ headers, text }: ReceivedRequest, key: string = secret): boolean {
  const digits = createHmac("sha1", key).update(text).digest("hex");
  return headers["x-hub-signature"] === `sha1=${digits}`;
}

/** An endpoint on loopback until the test is over. It responds with 200 unless `reply` decides. */
export async function receiver(
  reply: (request: ReceivedRequest) => Reply = () => ({}),
): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const { method = "", url: path = "", headers } = incoming;
      const body: Json = text === "" ? undefined : JSON.parse(text);
      const request = { method, path, headers, text, body };
      requests.push(request);
      const { status = 200, afterMs = 0, headers: own = {} } = reply(request);
      setTimeout(() => response.writeHead(status, own).end(), afterMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const notifications = () =>
    requests.flatMap(({ body }) => (body && body.topic !== "ping" ? [body] : []));
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    requests,
    get notifications() {
      return notifications();
    },
    get topics() {
      return notifications().map(({ topic }) => topic);
    },
  };
}
