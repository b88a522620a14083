import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import {
  hostHeaderValidation,
  localhostOriginValidation,
  originValidation,
} from "@modelcontextprotocol/node";
import { isLoopback } from "./address.ts";

/** Answers a request that is refused, and returns whether it may go on. */
export type Guard = (request: IncomingMessage, response: ServerResponse) => boolean;

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

/**
 * The checks of each request, in their order. A web page could point a domain of its own to this machine (DNS
 * rebinding), so that a loopback address needs a loopback name in the headers Host and Origin. On other addresses
 * a request needs the token, which no web page has.
 */
export function guardsOf(host: string, token: string | undefined): readonly Guard[] {
  const byName = isLoopback(host)
    ? [hostHeaderValidation([...loopbackNames, host]), localhostOriginValidation()]
    : [originValidation([...loopbackNames, host])];
  return [onlyPath, ...byName, ...(token === undefined ? [] : [requireToken(token)])];
}

/** The only path of the server. */
export const mcpPath = "/mcp";

const onlyPath: Guard = ({ url = "" }, response) => {
  if (url.split("?", 1)[0] === mcpPath) return true;
  refuse(response, 404, `The MCP server is at ${mcpPath}`);
  return false;
};

function requireToken(token: string): Guard {
  const wanted = digest(`Bearer ${token}`);
  return ({ headers }, response) => {
    // The time of the comparison does not depend on the text.
    if (timingSafeEqual(digest(headers.authorization ?? ""), wanted)) return true;
    response.setHeader("www-authenticate", "Bearer");
    refuse(response, 401, "The header Authorization needs the token of INTERKIT_MCP_TOKEN");
    return false;
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const body = { jsonrpc: "2.0", error: { code: -32_000, message }, id: null };
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
