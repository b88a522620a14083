import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Json } from "./sample.ts";

/** A request as a server got it. */
export interface Recorded {
  readonly method: string;
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, Json>>;
  /** Nothing for a request without a body. */
  readonly body: Json | undefined;
}

/** A server that answers every request with an empty object, and keeps the requests. */
export class Recorder {
  readonly #server: Server;
  #requests: Recorded[] = [];
  #apiVersion: string | undefined;

  private constructor(server: Server) {
    this.#server = server;
    server.on("request", (request, response) => {
      this.#apiVersion = request.headers["intercom-version"]?.toString();
      void readRequest(request).then((recorded) => {
        this.#requests.push(recorded);
        response.setHeader("content-type", "application/json").end("{}");
      });
    });
  }

  /** Starts one on a free port of this machine. */
  static async start(): Promise<Recorder> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Recorder(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The header `Intercom-Version` of the last request. */
  get apiVersion(): string | undefined {
    return this.#apiVersion;
  }

  /** Runs a call to its end, whether it fails or not, and returns the first request that it sent. */
  async requestOf(call: () => unknown): Promise<Recorded | undefined> {
    this.#requests = [];
    try {
      await call();
    } catch {
      // The empty object is not the response that the method expects.
    }
    return this.#requests[0];
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, "close");
  }
}

async function readRequest(request: IncomingMessage): Promise<Recorded> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const body = await text(request);
  const query: Record<string, Json> = {};
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? "");
  }
  return {
    method: request.method ?? "",
    path: url.pathname.split("/").filter(Boolean).map(decodeURIComponent),
    query,
    body: body === "" ? undefined : (JSON.parse(body) as Json),
  };
}
