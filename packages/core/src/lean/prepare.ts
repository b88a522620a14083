import { acceptHeader } from "../client/call.ts";
import type { RouteInit } from "../client/client-types.ts";
import { checkHeaders } from "../client/headers.ts";
import { fillPath } from "../client/path.ts";
import { writeQuery } from "../client/query.ts";
import { splitRoute } from "../client/route-init.ts";
import { ConfigError } from "../errors/errors.ts";
import { versionHeaders } from "../generated/api.ts";
import type { LeanOptions } from "./lean-client.ts";

/** What a client without a table of operations knows before a call. */
export interface Context {
  readonly kind: "lean" | "minimal";
  readonly version: string;
  readonly options: Pick<LeanOptions, "userAgent">;
  readonly baseUrl: string;
}

interface Prepared {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly parseAs: "json" | "text";
}

/**
 * Makes the address and the headers of a call, without its token.
 *
 * @throws {ConfigError} when the route or an argument is wrong.
 */
export function prepare(
  { kind, version, options, baseUrl }: Context,
  route: string,
  { params, facts, headers, parseAs = facts?.response ?? "json" }: RouteInit,
): Prepared {
  const [method, path] = splitRoute(route);
  if (parseAs !== "json" && parseAs !== "text") {
    throw new ConfigError(`${route}: a ${kind} client reads JSON and text, and no ${parseAs}`);
  }
  const all = {
    accept: acceptHeader(parseAs),
    "user-agent": options.userAgent ?? "interkit",
    ...checkHeaders(headers),
    ...versionHeaders(version),
  };
  const query = writeQuery(route, params?.query ?? {}, facts?.comma);
  const url = fillPath(route, `${baseUrl}${path}`, params?.path) + (query && `?${query}`);
  return { method, url, headers: all, parseAs };
}
