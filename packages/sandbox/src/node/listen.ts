import type { AddressInfo } from "node:net";
import { type HttpBindings, type ServerType, serve } from "@hono/node-server";
import type { AnswerRequest } from "../engine/text-response.ts";
import { isLoopback, withAccessCheck } from "./access.ts";
import { type PageSettings, withPage } from "./page.ts";
import { sendResponse } from "./send-response.ts";

/** Options of `sandbox.listen`. */
export interface ListenOptions {
  /** The port. 0, which is the default, selects any free port. */
  readonly port?: number;
  /** The address to listen on. When left out, `127.0.0.1`: this machine only. */
  readonly host?: string;
}

/** A server that is listening. */
export interface SandboxServer {
  /** Its URL, without a trailing slash. */
  readonly url: string;
  /** The port that it listens on. */
  readonly port: number;
  /** Stops listening, and closes open connections. */
  readonly close: () => Promise<void>;
}

/** The parts of a sandbox that a server needs. */
export interface ServedSandbox {
  readonly fetch: AnswerRequest;
  /** The tokens that are accepted; `undefined` for any. */
  readonly tokens: () => readonly string[] | undefined;
  /** Settings of the page. It gets the first token only where the server listens on loopback. */
  readonly page: Omit<PageSettings, "token">;
}

/**
 * Serves a sandbox's fetch function over HTTP, together with the reference page.
 *
 * @throws {Error} when it cannot listen, with a message that names the fix.
 */
export function listen(
  { fetch, tokens, page }: ServedSandbox,
  options: ListenOptions = {},
): Promise<SandboxServer> {
  const { port = 0, host = "127.0.0.1" } = options;
  // The page calls with the token `page` unless only certain tokens are accepted.
  const accepted = tokens();
  const known = isLoopback(host) ? (accepted?.[0] ?? "") : "";
  const token = accepted === undefined ? "page" : known;
  const answer = withAccessCheck(withPage(fetch, { ...page, token }), { host, tokens });
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request, env) => sendResponse(() => answer(request), env as HttpBindings),
        port,
        hostname: host,
        // The global `Request` and `Response` of the program are not replaced.
        overrideGlobalObjects: false,
      },
      (info: AddressInfo) => {
        const name = reachableHosts[host] ?? (host.includes(":") ? `[${host}]` : host);
        const url = `http://${name}:${info.port}`;
        resolve({ url, port: info.port, close: () => close(server) });
      },
    );
    server.once("error", (error: NodeJS.ErrnoException) => {
      const message = listenErrorMessage(error.code, port, host);
      reject(message === undefined ? error : new Error(message, { cause: error }));
    });
  });
}

/** The address to call for a server that listens on all addresses. */
const reachableHosts: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };

function listenErrorMessage(
  code: string | undefined,
  port: number,
  host: string,
): string | undefined {
  switch (code) {
    case "EADDRINUSE":
      return (
        `Port ${port} is already in use. ` +
        "Stop what listens there, or choose another port (0 takes any that is free)."
      );
    case "EACCES":
      return `Port ${port} needs rights that this program does not have. Choose one above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return (
        `${host} is no address of this machine. ` +
        "127.0.0.1 is for this machine only, and 0.0.0.0 stands for all of its addresses."
      );
    default:
      return undefined;
  }
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    // Clients keep connections open for the next request, which would delay the close.
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}
