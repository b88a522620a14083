import type { IncomingMessage, ServerResponse } from "node:http";
import { checkEndpoint } from "../endpoint/check-endpoint.ts";
import type { Endpoint } from "../endpoint/endpoint.ts";
import { alreadyRead, BodyBuffer } from "../signatures/read-body.ts";

/**
 * Turns an endpoint, such as webhooks, into a listener of `node:http`, which Express takes as well. Mount it
 * before any parser of bodies, or behind `express.raw({ type: () => true, limit: "5mb" })`: a body that was
 * parsed as JSON cannot be verified, and is answered with 500.
 *
 * @throws {ConfigError} for what is no endpoint.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { createWebhooks } from "@interkit/webhooks";
 * import { toNodeListener } from "@interkit/webhooks/node";
 *
 * const webhooks = createWebhooks({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "" });
 * webhooks.on("conversation.user.created", ({ data }) => console.log(data.item.id));
 *
 * createServer(toNodeListener(webhooks)).listen(3000);
 * ```
 */
export function toNodeListener(
  endpoint: Pick<Endpoint, "handle">,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  checkEndpoint("toNodeListener", endpoint);
  return async (request, response) => {
    // Here, values of a header that came several times stand in one text, with commas.
    const { method = "", headers: received, body = reader(request) } = request as WithBody;
    const {
      status,
      headers,
      body: text,
    } = await endpoint.handle({ method, headers: received, body });
    // Another part of the program, such as a time limit of a framework, may have responded meanwhile.
    if (response.headersSent) return;
    // The rest of a body that was refused is not read.
    if (!request.complete && status === 413) response.setHeader("Connection", "close");
    response.writeHead(status, headers).end(text);
  };
}

/** A parser of Express puts the body there. */
type WithBody = IncomingMessage & { readonly body?: unknown };

function reader(request: IncomingMessage): (maxBytes: number) => Promise<Uint8Array> {
  return async (maxBytes) => {
    if (request.readableEnded) throw alreadyRead();
    const body = new BodyBuffer(maxBytes);
    // An iterator costs several times as much where a body is one chunk, as most are.
    return new Promise((resolve, reject) => {
      request.on("data", (chunk: Uint8Array) => {
        try {
          body.add(chunk);
        } catch (error) {
          request.pause();
          reject(error);
        }
      });
      request.on("end", () => resolve(body.bytes())).on("error", reject);
      const onClose = () => {
        if (!request.readableEnded) reject(new Error("The request was aborted"));
      };
      // Its event does not come again.
      if (request.destroyed) onClose();
      else request.on("close", onClose);
    });
  };
}
