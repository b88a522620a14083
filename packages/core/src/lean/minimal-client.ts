import type { Client, RouteInit, RouteResult } from "../client/client-types.ts";
import { baseUrlFrom } from "../client/settings.ts";
import { ConfigError } from "../errors/errors.ts";
import { checkTimeout, isPlain } from "../errors/values.ts";
import { checkToken, withoutToken } from "../layers/authorisation.ts";
import { readData, readError } from "../responses/response-data.ts";
import { Deadline } from "../transport/deadline.ts";
import { isSuccess } from "../transport/exchange.ts";
import type { LeanOptions } from "./lean-client.ts";
import { sendPlain } from "./plain-fetch.ts";
import { type Context, prepare } from "./prepare.ts";

/** A client made by {@link createMinimalClient}. */
export interface MinimalClient<Paths>
  extends Pick<Client<Paths>, "request" | "GET" | "POST" | "PUT" | "PATCH" | "DELETE"> {
  /** The API version that is called, such as `"2.16"`. */
  readonly version: string;
}

/**
 * Makes the smallest client, for programs that call a few operations and whose size matters more than checks.
 * Each call is sent once, so that no write is repeated; its time is limited; no redirect is followed, and the
 * token is sent to the configured host only. Compared with `createLeanClient`:
 *
 * - it has no parts: no retries, no rate limit, no hooks and no layers;
 * - it does not check the names of options;
 * - a body that JSON cannot represent is refused without the place of the value;
 * - the `error` of a failure is the body of the response alone, without the token; it is not thrown;
 * - a success other than that of a GET may be empty, since the client does not know which operations return an object;
 * - the methods of `@interkit/client` work with it, but add the checks of their arguments and the classes of
 *   their errors.
 *
 * @param version The value of the header `Intercom-Version`, such as `"2.16"`.
 * @throws {ConfigError} when the token, the region or the base URL is missing or wrong, before anything is sent.
 *
 * @example
 * ```ts
 * import type { paths } from "@interkit/core/2.16";
 * import { createMinimalClient } from "@interkit/core/lean";
 *
 * const token = process.env["INTERCOM_TOKEN"] ?? "";
 * const client = createMinimalClient<paths>("2.16", { token });
 * const { data, error } = await client.GET("/contacts/{contact_id}", {
 *   params: { path: { contact_id: "5ba682d23d7cf92bef87bfd4" } },
 * });
 * ```
 */
export function createMinimalClient<Paths>(
  version: string,
  options: LeanOptions,
): MinimalClient<Paths> {
  checkToken(options?.token);
  const baseUrl = baseUrlFrom(options);
  // A copy: a program may change the object for its next client.
  const context: MinimalContext = { kind: "minimal", version, options: { ...options }, baseUrl };
  const client: Record<string, unknown> = { request: send.bind(undefined, context), version };
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    client[method] = (path: string, init?: RouteInit) => send(context, `${method} ${path}`, init);
  }
  // The only cast between the run time, which has no types of operations, and those of a version.
  return client as unknown as MinimalClient<Paths>;
}

interface MinimalContext extends Context {
  readonly options: LeanOptions;
}

async function send(
  context: MinimalContext,
  route: string,
  init: RouteInit = {},
): Promise<RouteResult> {
  const { options } = context;
  const { method, url, headers, parseAs } = prepare(context, route, init);
  const body = bodyOf(route, init.body);
  headers["authorization"] = `Bearer ${options.token}`;
  if (typeof body === "string") headers["content-type"] ??= "application/json";
  const timeoutMs = checkTimeout(init.timeoutMs ?? options.timeoutMs ?? 60_000);
  const deadline = new Deadline(route, timeoutMs, init.signal);
  try {
    const sent = { method, headers, body, signal: deadline.signal };
    const received = await deadline.race(sendPlain(options.fetch, url, sent));
    const { status, platformResponse: response } = received;
    if (isSuccess(status)) {
      const requiresObject = method === "GET" && parseAs === "json" && !init.facts?.loose;
      return { data: readData({ route, requiresObject }, received, parseAs), response };
    }
    const text = withoutToken(received.body, options.token);
    return { error: readError(route, { ...received, body: text }), response };
  } finally {
    deadline.close();
  }
}

/** JSON encodes some values as null or `{}`, which would clear a field, and leaves others out. */
function bodyOf(route: string, body: unknown): string | FormData | undefined {
  if (body === undefined || body instanceof FormData) return body;
  try {
    return JSON.stringify(body, function (this: Record<string, unknown>, key, encoded: unknown) {
      // What a Date was before its own toJSON.
      if (isJson(this[key], this)) return encoded;
      throw new TypeError("JSON cannot represent a value");
    });
  } catch (cause) {
    throw new ConfigError(`The body of ${route} cannot be written as JSON`, { cause });
  }
}

function isJson(value: unknown, parent: unknown): boolean {
  if (value === undefined) return !Array.isArray(parent);
  if (value === null || /string|boolean/.test(typeof value)) return true;
  return Number.isFinite(value) || Array.isArray(value) || isPlain(value);
}
