import createFetchClient from "openapi-fetch";
import { readableResponse, readRequest } from "../layers/platform-objects.ts";
import { recordCall } from "../responses/api-error.ts";
import type { CallState, TransportResponse } from "../transport/exchange.ts";
import { operationFacts } from "../transport/operation-facts.ts";
import { writeBody } from "./body.ts";
import { exchange, monitorStream, prepareCall, startCall } from "./call.ts";
import { ClientState } from "./client-state.ts";
import type { FetchClient, HttpMethod, RouteInit, RouteResult } from "./client-types.ts";
import type { Middleware } from "./middleware.ts";
import type { ClientOptions } from "./options.ts";
import { fillPath } from "./path.ts";
import { writeQuery } from "./query.ts";
import { sendRoute } from "./requester.ts";
import { workspaceKey } from "./workspace-key.ts";

export type { FetchClient } from "./client-types.ts";
export type { ClientOptions } from "./options.ts";

/**
 * The part of openapi-fetch that is used, without its types, since routes are only known at run time
 * here.
 */
interface RouteFetchClient {
  request(method: string, path: string, init: Record<string, unknown>): Promise<RouteResult>;
  use(...middleware: readonly Middleware[]): void;
  eject(...middleware: readonly Middleware[]): void;
}

/** Returns the `createClient` of one API version; the argument is the `Intercom-Version` header. */
export function clientFor<Paths, Lists>(
  version: string,
): (options: ClientOptions) => FetchClient<Paths, Lists> {
  return (options) => {
    const state = new ClientState(version, options, operationFacts);
    const { baseUrl } = state.settings;
    const http = createFetchClient({ baseUrl }) as unknown as RouteFetchClient;
    const sendTo = (method: Uppercase<HttpMethod>) => (path: string, init?: RouteInit) =>
      sendCall(state, http, method, path, init);
    const client = {
      GET: sendTo("GET"),
      POST: sendTo("POST"),
      PUT: sendTo("PUT"),
      PATCH: sendTo("PATCH"),
      DELETE: sendTo("DELETE"),
      // Without the types of an operation there is nothing that openapi-fetch adds.
      request: (route: string, init?: RouteInit) => sendRoute(state, route, init),
      use: http.use,
      eject: http.eject,
      get rateLimit() {
        return state.limiter?.state;
      },
      version,
      get workspaceKey() {
        return workspaceKey(state.settings);
      },
    };
    // The only cast between the run time, which has no types of operations, and those of a version.
    return client as unknown as FetchClient<Paths, Lists>;
  };
}

/**
 * Makes a call with openapi-fetch. It makes the `Request` with our serialisers, runs the middleware, and
 * reads the `Response`; our transport is its `fetch`. The state of the call is bound to that `fetch`, so
 * that it is kept when a middleware replaces the request.
 */
async function sendCall(
  state: ClientState,
  http: RouteFetchClient,
  method: string,
  path: string,
  init?: RouteInit,
): Promise<RouteResult> {
  const prepared = prepareCall(state, method, path, init);
  const { route, headers, facts, parseAs } = prepared;
  const { params = {}, body } = prepared.init;
  const call = startCall(prepared);
  let sent: { readonly result: RouteResult; readonly response: Response } | undefined;
  const send = async (given: Request): Promise<Response> => {
    const request = await readRequest(given, call);
    const exchanged = await exchange(prepared, request);
    const result = monitorStream(prepared, request, exchanged);
    sent = { result, response: toResponse(result, exchanged.transportResponse) };
    return sent.response;
  };
  const serialisers = {
    pathSerializer: (url: string, values: Record<string, unknown>) => fillPath(route, url, values),
    querySerializer: (query: Record<string, unknown>) => writeQuery(route, query, facts.comma),
    bodySerializer: (given: unknown) => writeBody(route, given),
  };
  try {
    const result = await race(call, () =>
      http.request(method, path, {
        // Without values openapi-fetch would send the names of the path parameters.
        params: { path: params.path ?? {}, query: params.query },
        body,
        headers,
        parseAs,
        signal: call.deadline.signal,
        fetch: send,
        ...serialisers,
      }),
    );
    if (result.error) recordCall(result.response, { params, body, facts, attempts: call.attempt });
    return sent?.response === result.response ? withTypedResult(result, sent.result) : result;
  } finally {
    call.deadline.close();
  }
}

/** A middleware may wait for longer than the call may take. */
function race<T>({ deadline }: CallState, run: () => Promise<T>): Promise<T> {
  const running = run();
  running.catch(() => {});
  return deadline.race(running);
}

/** Returns the response for openapi-fetch. Its body has been read and checked, and is read once more. */
function toResponse(result: RouteResult, transportResponse: TransportResponse): Response {
  if (result.error) return readableResponse(transportResponse, JSON.stringify(result.error));
  const { data } = result;
  return readableResponse(
    transportResponse,
    data instanceof ReadableStream ? data : transportResponse.body,
  );
}

/**
 * openapi-fetch has neither data nor an error for a response without content, and an error for every 404;
 * the types promise a text, a `Blob` or an error, and a deletion that was repeated has no error.
 */
function withTypedResult(result: RouteResult, typed: RouteResult): RouteResult {
  const { response } = result;
  if (typed.error) return { error: result.error ?? typed.error, response };
  return { data: result.data ?? typed.data, response };
}
