import type { Operation } from "../description/description.ts";
import { type AskedVersion, askedVersion, type DefaultVersion } from "./asked-version.ts";
import { type Identity, identify } from "./auth.ts";
import { type Body, readBody } from "./body.ts";
import { ApiError } from "./errors.ts";
import { type Allowance, type RateLimit, rateLimitHeaders } from "./rate-limit.ts";
import { type Served, serve } from "./serve.ts";

/** What is known of a request before it is answered, mistakes included: each is told in its turn. */
export interface Exchange {
  readonly request: Request;
  readonly url: URL;
  /** The path without a slash at its end, which Intercom does not mind. */
  readonly path: string;
  readonly requestId: string;
  /** When it came, in milliseconds since 1970. */
  readonly time: number;
  readonly identity: Identity;
  readonly allowance: Allowance;
  readonly version: AskedVersion;
  /** What answers in this version, when there is such a version. */
  readonly served: Served | undefined;
  readonly operation: Operation | undefined;
  readonly body: Body | ApiError;
}

export interface ExchangeSettings {
  readonly tokens: readonly string[] | undefined;
  readonly defaultVersion: DefaultVersion;
}

/** Counts a request, finds what it is for, and reads its body. */
export async function openExchange(
  request: Request,
  { tokens, defaultVersion }: ExchangeSettings,
  rateLimit: RateLimit,
  moment: { readonly requestId: string; readonly time: number },
): Promise<Exchange> {
  const url = new URL(request.url);
  const identity = identify(request.headers, tokens);
  // Requests that are refused count for nobody in particular.
  const allowance = rateLimit.take(identity.app ?? "", Math.floor(moment.time / 1000));
  const version = askedVersion(request.headers, defaultVersion);
  const served = version.version && (await serve(version.version));
  const path = url.pathname.replace(/(?<=.)\/$/, "");
  const operation = served?.router.find(request.method, path);
  const body = await readBody(operation, request).catch((error: unknown) => {
    if (error instanceof ApiError) return error;
    throw error;
  });
  return { ...moment, request, url, path, identity, allowance, version, served, operation, body };
}

/** What every answer of Intercom's carries. */
export function commonHeaders(exchange: Exchange): Record<string, string> {
  return {
    "X-Request-Id": exchange.requestId,
    "Intercom-Version": exchange.version.name,
    ...rateLimitHeaders(exchange.allowance),
  };
}
