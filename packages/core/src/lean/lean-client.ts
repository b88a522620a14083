import { writeBody } from "../client/body.ts";
import { exchange } from "../client/call.ts";
import type { Requester, RouteInit, RouteResult } from "../client/client-types.ts";
import type { ClientOptions } from "../client/options.ts";
import { baseUrlFrom } from "../client/settings.ts";
import { workspaceKey } from "../client/workspace-key.ts";
import { ConfigError } from "../errors/errors.ts";
import { checkTimeout } from "../errors/values.ts";
import { authorisation, checkToken } from "../layers/authorisation.ts";
import { Deadline } from "../transport/deadline.ts";
import { type CallState, compose } from "../transport/exchange.ts";
import type { OperationFacts } from "../transport/operation-table-types.ts";
import { oneAttempt } from "../transport/retry-options.ts";
import { layerOrder, type Part } from "./parts.ts";
import { plainFetch } from "./plain-fetch.ts";
import { type Context, prepare } from "./prepare.ts";

/** Options of {@link createLeanClient}. */
export interface LeanOptions
  extends Pick<ClientOptions, "region" | "baseUrl" | "fetch" | "timeoutMs" | "userAgent"> {
  /** The access token. */
  readonly token: string;
}

const optionNames = ["token", "region", "baseUrl", "fetch", "timeoutMs", "userAgent"];
const noFacts: OperationFacts = {};
const noLimits = { maxBytes: Number.POSITIVE_INFINITY, idleMs: Number.POSITIVE_INFINITY };

/**
 * Makes a client of chosen parts, for programs whose size matters, such as a page or an edge worker. A part
 * that is not imported is not bundled. Without any part, a call has its deadline, its checks and its errors,
 * and is sent once. A lean client reads JSON and text. It follows no redirects, and does not limit the size of a
 * response.
 *
 * Options of a call that belong to a part, such as `retry`, have no effect without the part. A part is given once:
 * `layers(one, two)` has both layers. `userAgent` is not checked.
 *
 * @param version The value of the header `Intercom-Version`, such as `"2.16"`.
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * ```ts
 * import { createLeanClient, rateLimits, retries } from "@interkit/core/lean";
 *
 * const token = process.env["INTERCOM_TOKEN"] ?? "";
 * const client = createLeanClient("2.16", { token }, retries(), rateLimits());
 * const { data, error } = await client.request("GET /me");
 * ```
 */
export function createLeanClient(
  version: string,
  options: LeanOptions,
  ...parts: readonly Part[]
): Requester {
  const { token, fetch, timeoutMs = 60_000, userAgent } = checkOptions(options);
  const baseUrl = baseUrlFrom(options);
  const { layers, hooks, retryOf } = merge(parts);
  const context = { token, baseUrl, hooks };
  const transport = compose(plainFetch(fetch), [
    ...layerOrder.flatMap((name) => layers[name]?.(context) ?? []),
    authorisation(token, new URL(baseUrl).origin),
  ]);
  const client = { transport, hooks };
  const callContext: Context = { kind: "lean", version, options: { userAgent }, baseUrl };
  const request = async (route: string, init: RouteInit = {}): Promise<RouteResult> => {
    const { method, url, headers, parseAs } = prepare(callContext, route, init);
    const { facts = noFacts, priority = "interactive" } = init;
    const body = writeBody(route, init.body);
    if (typeof body === "string") headers["content-type"] ??= "application/json";
    const call: CallState = {
      route,
      facts,
      bodyFormat: "text",
      requiresObject: parseAs === "json" && !facts.loose && method !== "DELETE",
      limits: noLimits,
      retry: retryOf?.(init.retry) ?? oneAttempt(),
      priority,
      deadline: new Deadline(route, checkTimeout(init.timeoutMs ?? timeoutMs), init.signal),
      startedAt: performance.now(),
      attempt: retryOf ? 0 : 1,
    };
    const signals = { signal: undefined, layerSignal: undefined };
    try {
      const exchanging = exchange(
        { client, init, parseAs },
        { call, url, method, headers, body, ...signals },
      );
      return (await exchanging).result;
    } finally {
      call.deadline.close();
    }
  };
  const settings = { token, baseUrl, rateLimit: undefined };
  return { request, version, workspaceKey: workspaceKey(settings) };
}

function merge(parts: readonly Part[]): Part {
  if (new Set(parts.map(({ name }) => name)).size < parts.length) {
    throw new ConfigError("A lean client takes each part once: layers(one, two)");
  }
  const layers = Object.assign({}, ...parts.map((part) => part.layers));
  return Object.assign({}, ...parts, { layers });
}

function checkOptions(options: LeanOptions): LeanOptions {
  for (const name of Object.keys(options ?? {})) {
    if (optionNames.includes(name)) continue;
    throw new ConfigError(
      `A lean client has no option "${name}", only ${optionNames.join(", ")}; the rest are parts`,
    );
  }
  checkToken(options?.token);
  return options;
}
