import type { IncomingMessage, ServerResponse } from "node:http";
import type { Endpoint } from "../endpoint/endpoint.ts";
import { BodyBuffer } from "../signatures/read-body.ts";

/**
 * Turns an endpoint, such as webhooks, into a listener of `node:http`, which Express takes as well. Mount it before any parser
 * of bodies, or behind `express.raw()`: a body that was parsed as JSON cannot be verified, and is answered
 * with 500.
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
  return async (request, response) => {
    const { method = "", headersDistinct, body = reader(request) } = request as WithBody;
    const {
      status,
      headers,
      body: text,
    } = await endpoint.handle({ method, headers: headersDistinct, body });
    // The rest of a body that was refused is not read.
    if (!request.complete && status === 413) response.setHeader("Connection", "close");
    response.writeHead(status, headers).end(text);
  };
}

/** A parser of Express puts the body there. */
type WithBody = IncomingMessage & { readonly body?: unknown };

function reader(request: IncomingMessage): (maxBytes: number) => Promise<Uint8Array> {
  return async (maxBytes) => {
    const body = new BodyBuffer(maxBytes);
    for await (const chunk of request) body.add(chunk as Uint8Array);
    return body.bytes();
  };
}
