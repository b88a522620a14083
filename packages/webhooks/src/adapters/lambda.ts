import { checkEndpoint } from "../endpoint/check-endpoint.ts";
import type { Endpoint } from "../endpoint/endpoint.ts";

/** The part of an event of API Gateway (1.0 and 2.0) or of a function URL that is used. */
export interface LambdaEvent {
  /** The headers, one value each. */
  readonly headers?: Readonly<Record<string, string | undefined>> | null | undefined;
  /** Of version 1.0: all values of each header. */
  readonly multiValueHeaders?: Readonly<Record<string, string[] | undefined>> | null | undefined;
  /** The body, as text or in base64. */
  readonly body?: string | null | undefined;
  /** Whether the body is in base64. */
  readonly isBase64Encoded?: boolean | undefined;
  /** Of version 1.0. */
  readonly httpMethod?: string | undefined;
  /** Of version 2.0. */
  readonly requestContext?: { readonly http?: { readonly method?: string } } | undefined;
}

/** The response of a function. */
export interface LambdaResult {
  /** The HTTP status. */
  readonly statusCode: number;
  /** Headers by name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for webhooks. */
  readonly body: string;
}

/**
 * Turns an endpoint, such as webhooks, into a handler of AWS Lambda, behind API Gateway or a function URL. A function is frozen
 * once it has responded: leave `respond` at `after-work`, and share a store among functions, since each
 * has a memory of its own.
 *
 * @throws {ConfigError} for what is no endpoint.
 *
 * @example
 * ```ts
 * import { createWebhooks } from "@interkit/webhooks";
 * import { toLambdaHandler } from "@interkit/webhooks/lambda";
 *
 * const webhooks = createWebhooks({ secret: process.env["INTERCOM_CLIENT_SECRET"] ?? "" });
 * webhooks.on("company.created", ({ data }) => console.log(data.item.name));
 *
 * export const handler = toLambdaHandler(webhooks);
 * ```
 */
export function toLambdaHandler(
  endpoint: Pick<Endpoint, "handle">,
): (event: LambdaEvent) => Promise<LambdaResult> {
  checkEndpoint("toLambdaHandler", endpoint);
  return async ({ headers, multiValueHeaders, body, isBase64Encoded, ...event }) => {
    const {
      status,
      headers: sent,
      body: text = "",
    } = await endpoint.handle({
      method: event.requestContext?.http?.method ?? event.httpMethod ?? "",
      headers: multiValueHeaders ?? headers ?? {},
      body: isBase64Encoded ? bytesOfBase64(body ?? "") : (body ?? ""),
    });
    return { statusCode: status, headers: sent, body: text };
  };
}

function bytesOfBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
