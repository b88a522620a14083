import type { IncomingMessage, ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Answer, TextResponse } from "../engine/text-response.ts";
import { ConnectionReset } from "../faults/connection.ts";

/** Node's request and response of one HTTP exchange. */
export interface Connection {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/**
 * Passes a response to `@hono/node-server`, and does what that cannot do: it writes a text without a
 * stream, resets the connection for the fault `reset`, and closes it in the middle of a body for the
 * fault `cut-off`.
 */
export async function sendResponse(
  answer: () => Promise<Answer>,
  { incoming, outgoing }: Connection,
): Promise<Response> {
  try {
    const response = await answer();
    if (response instanceof TextResponse) {
      writeText(response, outgoing);
      return RESPONSE_ALREADY_SENT;
    }
    // Only the fault `cut-off` sets Content-Length.
    const { body, headers } = response;
    if (body === null || !headers.has("Content-Length")) return response;
    await writeTruncated(response, body, outgoing);
  } catch (error) {
    if (error instanceof ConnectionReset) incoming.socket.resetAndDestroy();
    // The client has closed the connection, so the error cannot be sent.
    else if (!incoming.socket.destroyed) throw error;
  }
  return RESPONSE_ALREADY_SENT;
}

function writeText({ status, headers, text }: TextResponse, outgoing: ServerResponse): void {
  outgoing.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(text) });
  outgoing.end(text);
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
      // Closing the connection before the chunk is written would lose it.
      await new Promise((resolve) => outgoing.write(value, resolve));
    }
    outgoing.end();
  } catch {
    outgoing.destroy();
  }
}
