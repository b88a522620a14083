import { dispatch } from "../transport/dispatch-transport.ts";
import type { Transport } from "../transport/exchange.ts";
import { transportSymbol } from "../transport/fetch-transport.ts";
import { platformTransport } from "../transport/platform-transport.node.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { createPool, needsPool, type Pool } from "./pool.ts";

/** A `fetch` with connections of its own. */
export interface NodeFetch {
  (input: Request | URL | string, init?: RequestInit): Promise<Response>;
  /**
   * Waits for what is under way, and closes all connections. The platform's own connections, which a
   * `fetch` without options uses, stay open.
   */
  close(): Promise<void>;
  /** @internal */
  readonly [transportSymbol]: Transport;
}

type FetchArguments = ConstructorParameters<typeof Request>;

/**
 * Makes a `fetch` for Node with connections of its own: through a proxy, with certificates of your own,
 * or in a pool of limited size. Without options it uses the proxy that the environment names, or else
 * the connections of the platform.
 *
 * Needs `undici` 7 or 8 to be installed, except without options and without a proxy in the environment.
 *
 * @throws {ConfigError} for invalid options.
 *
 * @example
 * ```ts
 * import { createClient } from "@interkit/core/2.16";
 * import { nodeFetch } from "@interkit/core/node";
 *
 * const fetch = nodeFetch({ proxy: "http://proxy.example:8080" });
 * const client = createClient({ token: process.env["INTERCOM_TOKEN"] ?? "", fetch });
 * await client.GET("/me");
 * await fetch.close();
 * ```
 */
export function nodeFetch(options: ConnectionOptions = {}): NodeFetch {
  if (!needsPool(options)) {
    return Object.assign(async (...given: FetchArguments) => fetch(...given), {
      [transportSymbol]: platformTransport,
      close: async () => {},
    });
  }
  const creating = createPool(options);
  const dispatcher = creating.then((pool) => pool.dispatcher);
  // Each call reports that undici is missing.
  dispatcher.catch(() => {});
  const transport: Transport = (request) => dispatch(dispatcher, request);
  return Object.assign(
    async (...given: FetchArguments) => fetchThrough(await creating, new Request(...given)),
    { [transportSymbol]: transport, close: async () => (await creating).pool.close() },
  );
}

async function fetchThrough({ pool, fetch }: Pool, request: Request): Promise<Response> {
  const { url, method, headers, signal, redirect } = request;
  const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer());
  // undici's own fetch does not accept the platform's `Request`, so its parts are passed.
  const parts = { dispatcher: pool, method, headers: [...headers], body, signal, redirect };
  return (await fetch(url, parts as Parameters<typeof fetch>[1])) as unknown as Response;
}
