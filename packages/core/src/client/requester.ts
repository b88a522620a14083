import type { RateLimitState } from "../rate-limit/state.ts";
import type { TransportRequest } from "../transport/exchange.ts";
import { operationFacts } from "../transport/operation-facts.ts";
import type { FactsOf } from "../transport/operation-table-types.ts";
import { writeBody } from "./body.ts";
import { exchange, monitorStream, prepareCall, startCall } from "./call.ts";
import { ClientState } from "./client-state.ts";
import type { Client, RouteInit, RouteResult } from "./client-types.ts";
import type { ClientOptions } from "./options.ts";
import { fillPath } from "./path.ts";
import { writeQuery } from "./query.ts";
import { splitRoute } from "./route-init.ts";
import { workspaceKey } from "./workspace-key.ts";

/** Calls an operation by its path. */
type SendTo = (path: string, init?: RouteInit) => Promise<RouteResult>;

/**
 * Returns a client of an API version, whose name it sends in the header `Intercom-Version`. Its calls go
 * to the transport directly: unlike `createClient` of `@interkit/core/<version>`, it has no middleware
 * and does not need openapi-fetch. The clients of `@interkit/client` use it.
 *
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * ```ts
 * import { createRequester } from "@interkit/core";
 *
 * const client = createRequester("2.16", { token: process.env["INTERCOM_TOKEN"] ?? "" });
 * const { data, error } = await client.request("GET /me");
 * ```
 */
export function createRequester<Paths, Lists>(
  version: string,
  options: ClientOptions,
): Client<Paths, Lists> {
  return createRequesterWithFacts(version, options, operationFacts);
}

/**
 * {@link createRequester} for a program that has the facts about its operations: they are used in place of
 * `operationFacts`, whose table is then not bundled.
 *
 * @param factsOf Returns the facts about the operation of a route, for a call without `facts` of its own.
 * @throws {ConfigError} when an option is missing or wrong, before anything is sent.
 *
 * @example
 * ```ts
 * import { createRequesterWithFacts, type OperationFacts } from "@interkit/core";
 *
 * const facts: Record<string, OperationFacts> = { "POST /contacts/search": { safe: true } };
 * const token = process.env["INTERCOM_TOKEN"] ?? "";
 * const client = createRequesterWithFacts("2.16", { token }, (route) => facts[route]);
 * ```
 */
export function createRequesterWithFacts<Paths, Lists>(
  version: string,
  options: ClientOptions,
  factsOf: FactsOf,
): Client<Paths, Lists> {
  const state = new ClientState(version, options, factsOf);
  // The only cast between the run time, which has no types of operations, and those of a version.
  return new DirectClient(state) as unknown as Client<Paths, Lists>;
}

/** The functions of HTTP methods are made when they are used: most programs use `request` only. */
class DirectClient {
  readonly request: (route: string, init?: RouteInit) => Promise<RouteResult>;
  readonly #state: ClientState;

  constructor(state: ClientState) {
    this.#state = state;
    this.request = (route, init) => sendRoute(state, route, init);
  }

  get GET(): SendTo {
    return sendTo(this.#state, "GET");
  }

  get POST(): SendTo {
    return sendTo(this.#state, "POST");
  }

  get PUT(): SendTo {
    return sendTo(this.#state, "PUT");
  }

  get PATCH(): SendTo {
    return sendTo(this.#state, "PATCH");
  }

  get DELETE(): SendTo {
    return sendTo(this.#state, "DELETE");
  }

  get rateLimit(): RateLimitState | undefined {
    return this.#state.limiter?.state;
  }

  get version(): string {
    return this.#state.version;
  }

  get workspaceKey(): string | undefined {
    return workspaceKey(this.#state.settings);
  }
}

function sendTo(state: ClientState, method: string): SendTo {
  return (path, init) => sendCall(state, method, path, init);
}

/** Calls an operation by its route. */
export async function sendRoute(
  state: ClientState,
  route: string,
  init?: RouteInit,
): Promise<RouteResult> {
  const [method, path] = splitRoute(route);
  return sendCall(state, method, path, init);
}

async function sendCall(
  state: ClientState,
  method: string,
  path: string,
  init?: RouteInit,
): Promise<RouteResult> {
  const prepared = prepareCall(state, method, path, init);
  const { route, headers, facts } = prepared;
  const { params = {}, body } = prepared.init;
  const query = writeQuery(route, params.query ?? {}, facts.comma);
  const filled = fillPath(route, `${state.settings.baseUrl}${path}`, params.path);
  const url = query === "" ? filled : `${filled}?${query}`;
  const written = writeBody(route, body);
  if (typeof written === "string") headers["content-type"] ??= "application/json";
  const call = startCall(prepared);
  try {
    const request: TransportRequest = {
      call,
      url,
      method,
      headers,
      body: written,
      signal: undefined,
      layerSignal: undefined,
    };
    return monitorStream(prepared, request, await exchange(prepared, request));
  } finally {
    call.deadline.close();
  }
}
