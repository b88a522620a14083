import type { Operation } from "../description/description.ts";
import { versionHeader } from "../generated/api.ts";
import type { Identity } from "./access.ts";
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
export interface IncomingRequest extends RequestArrival {
  readonly request: Request;
  readonly url: URL;
  /** The path without a trailing slash, which Intercom ignores. */
  readonly path: string;
  readonly allowance: Allowance;
  readonly version: RequestedVersion;
  /** The description and routes of this version; `undefined` when there is no such version. */
  readonly loaded: LoadedVersion | undefined;
  readonly operation: Operation | undefined;
  readonly body: ParsedBody | ApiError;
}

/** What is known about a request when it arrives. */
export interface RequestArrival {
  readonly requestId: string;
  /** When it arrived, in milliseconds since 1970. */
  readonly time: number;
  readonly identity: Identity;
}

/** Counts a request for the rate limit, finds its operation, and reads its body. */
export async function readIncomingRequest(
  request: Request,
  defaultVersion: DefaultVersion,
  rateLimit: RateLimit,
  arrival: RequestArrival,
): Promise<IncomingRequest> {
  const url = new URL(request.url);
  const { workspace, app } = arrival.identity;
  const allowance = rateLimit.take(workspace, app, Math.floor(arrival.time / 1000));
  const version = readRequestedVersion(request.headers, defaultVersion);
  const loaded = version.version && (await loadVersion(version.version));
  const path = url.pathname.replace(/(?<=.)\/$/, "");
  const operation = loaded?.router.find(request.method, path);
  const body = await readBody(operation, request).catch((error: unknown) => {
    if (error instanceof ApiError) return error;
    throw error;
  });
  return { ...arrival, request, url, path, allowance, version, loaded, operation, body };
}

/** The headers of every response. */
export function commonHeaders(incoming: IncomingRequest): Record<string, string> {
  return {
    "X-Request-Id": incoming.requestId,
    ...(versionHeader === undefined ? {} : { [versionHeader]: incoming.version.name }),
    Date: new Date(incoming.time).toUTCString(),
    ...rateLimitHeaders(incoming.allowance),
  };
}
