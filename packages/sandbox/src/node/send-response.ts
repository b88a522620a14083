import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { ConnectionReset } from "../faults/connection.ts";

/** The two ends of a connection, as Node has them. */
export interface Connection {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/**
 * Gives an answer to whoever writes it, or does by hand what they cannot: reset the connection
 * instead of answering, and end it in the middle of an answer.
 */
export async function sendResponse(
  answer: () => Promise<Response>,
  { incoming, outgoing }: Connection,
): Promise<Response> {
  try {
    const response = await answer();
    // Only an answer that breaks off promises a length by itself.
    const { body, headers } = response;
    if (body === null || !headers.has("Content-Length")) return response;
    await writeTruncated(response, body, outgoing);
  } catch (error) {
    if (error instanceof ConnectionReset) incoming.socket.resetAndDestroy();
    // There is nobody left to answer to.
    else if (!incoming.socket.destroyed) throw error;
  }
  return RESPONSE_ALREADY_SENT;
}

async function writeTruncated(
  { status, headers }: Response,
  body: ReadableStream<Uint8Array>,
  outgoing: ServerResponse,
): Promise<void> {
  outgoing.writeHead(status, Object.fromEntries(headers));
  outgoing.flushHeaders();
  try {
    const reader = body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const { value } = part;
      // Ended sooner, what is on its way would be lost.
      await new Promise((resolve) => outgoing.write(value, resolve));
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}
