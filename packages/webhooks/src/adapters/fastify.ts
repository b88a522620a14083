import { ConfigError } from "@interkit/core";
import { checkEndpoint } from "../endpoint/check-endpoint.ts";
import type { Endpoint } from "../endpoint/endpoint.ts";
import { checkNames } from "../options/option-names.ts";
import { checkWhole } from "../options/positive.ts";

/** The part of an instance of Fastify that is used. */
interface FastifyLike {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    contentType: string,
    options: { parseAs: "buffer" },
    parser: (
      request: unknown,
      body: Uint8Array,
      done: (error: Error | null, body?: unknown) => void,
    ) => void,
  ): unknown;
  route(options: {
    readonly method: string[];
    readonly url: string;
    readonly bodyLimit?: number;
    readonly handler: (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>;
  }): unknown;
}

interface FastifyRequestLike {
  readonly method: string;
  readonly body: unknown;
  readonly raw: { readonly headersDistinct: Readonly<Record<string, string[] | undefined>> };
}

interface FastifyReplyLike {
  code(status: number): FastifyReplyLike;
  headers(headers: Readonly<Record<string, string>>): FastifyReplyLike;
  send(body?: string): unknown;
}

/** Options of `toFastifyPlugin`. */
export interface FastifyPluginOptions {
  /** The path of the endpoint, such as `/webhooks`; `/` by default, below the prefix of the plugin. */
  readonly url?: string | undefined;
  /** The largest body that Fastify accepts, in bytes; 5,000,000 by default, as webhooks do. */
  readonly bodyLimit?: number | undefined;
}

/**
 * Turns an endpoint, such as webhooks, into a plugin of Fastify. Within it, bodies stay as they came; other routes keep their
 * parsers.
 *
 * @throws {ConfigError} for what is no endpoint, and for unknown and wrong options.
 *
 * @example
 * ```ts
 * import { createWebhooks } from "@interkit/webhooks";
 * import { toFastifyPlugin } from "@interkit/webhooks/fastify";
 * import fastify from "fastify";
 *
 * const webhooks = createWebhooks({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "" });
 * webhooks.on("ticket.created", ({ data }) => console.log(data.item.ticket_id));
 *
 * const app = fastify();
 * await app.register(toFastifyPlugin(webhooks, { url: "/webhooks" }));
 * await app.listen({ port: 3000 });
 * ```
 */
export function toFastifyPlugin(
  endpoint: Pick<Endpoint, "handle">,
  options: FastifyPluginOptions = {},
): (instance: FastifyLike) => Promise<void> {
  checkEndpoint("toFastifyPlugin", endpoint);
  checkNames("toFastifyPlugin", options, ["url", "bodyLimit"]);
  const { url = "/", bodyLimit = 5_000_000 } = options;
  if (typeof url !== "string") throw new ConfigError(`"url" must be a path, such as "/webhooks"`);
  checkWhole({ bodyLimit });
  return async (instance) => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => {
      done(null, body);
    });
    instance.route({
      method: ["HEAD", "POST"],
      url,
      bodyLimit,
      handler: async ({ method, body, raw }, reply) => {
        // A request without a body has none here.
        const given = body ?? new Uint8Array();
        const request = { method, headers: raw.headersDistinct, body: given };
        const { status, headers, body: text } = await endpoint.handle(request);
        return reply.code(status).headers(headers).send(text);
      },
    });
  };
}
