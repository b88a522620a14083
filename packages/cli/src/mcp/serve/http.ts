import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type NodeIncomingMessageLike, toNodeHandler } from "@modelcontextprotocol/node";
import { createMcpHandler, type McpServer } from "@modelcontextprotocol/server";
import { guardsOf, mcpPath } from "./access.ts";

/** Where an HTTP server listens, and who may call it. */
export interface HttpSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The bearer token that requests need; `undefined` for none. */
  readonly token: string | undefined;
  readonly onError: (error: Error) => void;
}

/** A server that listens. */
export interface HttpServer {
  readonly url: string;
  /** Takes no more requests, and resolves when those that run have ended, or two seconds later. */
  close(): Promise<void>;
}

/**
 * Serves any number of clients over Streamable HTTP. Each request has a server of its own, so that there are no
 * sessions that another client could take over, or that would stay in memory.
 */
export async function serveOverHttp(
  create: () => McpServer,
  { host, port, token, onError }: HttpSettings,
): Promise<HttpServer> {
  const handler = createMcpHandler(create, { onerror: onError });
  const handle = toNodeHandler(handler, { onerror: onError });
  const guards = guardsOf(host, token);
  const server = createServer((request, response) => {
    if (!guards.every((guard) => guard(request, response))) return;
    // Its types do not allow for the `undefined` that Node's have.
    handle(request as NodeIncomingMessageLike, response).catch(onError);
  });
  await listen(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name}:${taken}${mcpPath}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      const overdue = setTimeout(() => server.closeAllConnections(), closeWithinMs);
      await closed;
      clearTimeout(overdue);
      await handler.close();
    },
  };
}

/** A call may take longer than a process manager waits for the end of a process. */
const closeWithinMs = 2000;

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
