import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type EndpointResponse,
  type IncomingRequest,
  SignatureError,
  verifySignature,
} from "@interkit/webhooks";
import { toNodeListener } from "@interkit/webhooks/node";
import type { RecordedDelivery, Recording } from "@interkit/webhooks/recordings";
import { CliError } from "../errors/cli-error.ts";
import { messageOf } from "../errors/message-of.ts";

/** What a listener does with requests. */
export interface ListenerOptions {
  readonly port: number;
  readonly host: string;
  readonly secret: string;
  /** Keeps what is verified. */
  readonly recording: Recording;
  /** Resolves to the status of the response. */
  readonly onDelivery: (delivery: RecordedDelivery) => Promise<number>;
  /** Gets why a request was refused. */
  readonly onRefusal: (status: number, reason: string) => void;
}

/** An endpoint that is listening. */
export interface Listener {
  readonly url: string;
  /** Stops listening, and resolves when all requests have their responses. */
  close(): Promise<void>;
}

/** The largest body that is read, in bytes, as that of `createWebhooks`. */
const maxBodyBytes = 5_000_000;

/** @throws {CliError} for a port or an address that cannot be used. */
export function startListener(options: ListenerOptions): Promise<Listener> {
  const { port, host } = options;
  const server = createServer(toNodeListener({ handle: (request) => respond(request, options) }));
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(listenError(error, options)));
    server.listen(port, host, () => {
      const name = host.includes(":") ? `[${host}]` : host;
      const url = `http://${name}:${(server.address() as AddressInfo).port}`;
      resolve({ url, close: () => close(server) });
    });
  });
}

/** How long requests may take that are in hand when the listener is closed, in milliseconds. */
const closeTimeoutMs = 10_000;

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), closeTimeoutMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** It never rejects. A connection is for one request, so that none is left open when the listener is closed. */
async function respond(
  request: IncomingRequest,
  options: ListenerOptions,
): Promise<EndpointResponse> {
  const { status, headers = {} } = await answer(request, options);
  return { status, headers: { Connection: "close", ...headers } };
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

async function answer(request: IncomingRequest, options: ListenerOptions): Promise<Answer> {
  // Intercom sends a HEAD request before it accepts an endpoint.
  if (request.method === "HEAD") return { status: 200 };
  if (request.method !== "POST") return { status: 405, headers: { Allow: "HEAD, POST" } };
  const refuse = (status: number, error: unknown): Answer => {
    options.onRefusal(status, messageOf(error));
    return { status };
  };
  let body: Uint8Array;
  try {
    body = await verified(request, options.secret);
  } catch (error) {
    return refuse(statusOfRefusal(error), error);
  }
  let delivery: RecordedDelivery;
  try {
    delivery = await options.recording.append({ headers: request.headers, body });
  } catch (error) {
    return refuse(503, error);
  }
  try {
    return { status: await options.onDelivery(delivery) };
  } catch (error) {
    return refuse(500, error);
  }
}

async function verified({ headers, body }: IncomingRequest, secret: string): Promise<Uint8Array> {
  const read = body as (maxBytes: number) => Promise<Uint8Array>;
  return verifySignature({ headers, body: await read(maxBodyBytes) }, { secret });
}

function statusOfRefusal(error: unknown): number {
  if (error instanceof SignatureError) return 401;
  return error instanceof RangeError ? 413 : 400;
}

function listenError(error: NodeJS.ErrnoException, { port, host }: ListenerOptions): CliError {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is in use; stop what listens there, or give another --port (0 takes any)`,
    EACCES: `Port ${port} needs rights that this program does not have; give a --port above 1023`,
    EADDRNOTAVAIL: `${host} is no address of this machine; give --host 127.0.0.1`,
    ENOTFOUND: `${host} is no address of this machine; give --host 127.0.0.1`,
  };
  return new CliError(reasons[error.code ?? ""] ?? error.message, undefined, { cause: error });
}
