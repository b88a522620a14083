import type { Operation } from "../description/description.ts";
import { type Identity, identify } from "./auth.ts";
import { type ParsedBody, readBody } from "./body.ts";
import { ApiError } from "./errors.ts";
import { type LoadedVersion, loadVersion } from "./loaded-version.ts";
import { type Allowance, type RateLimit, rateLimitHeaders } from "./rate-limit.ts";
import {
  type DefaultVersion,
  type RequestedVersion,
  readRequestedVersion,
} from "./requested-version.ts";

/** A parsed request. Errors of its parts are kept, so that they can be reported in Intercom's order. */
export interface IncomingRequest {
  readonly request: Request;
  readonly url: URL;
  /** The path without a trailing slash, which Intercom ignores. */
  readonly path: string;
  readonly requestId: string;
  /** When it arrived, in milliseconds since 1970. */
  readonly time: number;
  readonly identity: Identity;
  readonly allowance: Allowance;
  readonly version: RequestedVersion;
  /** The description and routes of this version; `undefined` when there is no such version. */
  readonly loaded: LoadedVersion | undefined;
  readonly operation: Operation | undefined;
  readonly body: ParsedBody | ApiError;
}

export interface RequestSettings {
  readonly tokens: readonly string[] | undefined;
  readonly defaultVersion: DefaultVersion;
}

/** Counts a request for the rate limit, finds its operation, and reads its body. */
export async function readIncomingRequest(
  request: Request,
  { tokens, defaultVersion }: RequestSettings,
  rateLimit: RateLimit,
  moment: { readonly requestId: string; readonly time: number },
): Promise<IncomingRequest> {
  const url = new URL(request.url);
  const identity = identify(request.headers, tokens);
  // Requests without a valid token share one count.
  const allowance = rateLimit.take(identity.app ?? "", Math.floor(moment.time / 1000));
  const version = readRequestedVersion(request.headers, defaultVersion);
  const loaded = version.version && (await loadVersion(version.version));
  const path = url.pathname.replace(/(?<=.)\/$/, "");
  const operation = loaded?.router.find(request.method, path);
  const body = await readBody(operation, request).catch((error: unknown) => {
    if (error instanceof ApiError) return error;
    throw error;
  });
  return { ...moment, request, url, path, identity, allowance, version, loaded, operation, body };
}

/** The headers of every response. */
export function commonHeaders(incoming: IncomingRequest): Record<string, string> {
  return {
    "X-Request-Id": incoming.requestId,
    "Intercom-Version": incoming.version.name,
    Date: new Date(incoming.time).toUTCString(),
    ...rateLimitHeaders(incoming.allowance),
  };
}
