import { InterkitError } from "../errors/errors.ts";
import { checkTimeout } from "../errors/values.ts";
import { versionHeaders } from "../generated/api.ts";
import { apiError, recordCall } from "../responses/api-error.ts";
import { readData, readError } from "../responses/response-data.ts";
import type { ParseAs } from "../responses/response-types.ts";
import { Deadline } from "../transport/deadline.ts";
import {
  type BodyFormat,
  type CallState,
  isSuccess,
  type TransportRequest,
  type TransportResponse,
} from "../transport/exchange.ts";
import { monitoredStream } from "../transport/monitored-stream.ts";
import type { OperationFacts } from "../transport/operation-table-types.ts";
import { createResume } from "../transport/resume.ts";
import { checkRetry } from "../transport/retry-options.ts";
import type { ClientState } from "./client-state.ts";
import type { RouteInit, RouteResult } from "./client-types.ts";
import { checkHeaders } from "./headers.ts";
import { checkInit } from "./route-init.ts";
import { checkPriority } from "./settings.ts";

/** What the exchange of a call needs. */
export interface ExchangeContext {
  readonly client: Pick<ClientState, "transport" | "hooks">;
  readonly parseAs: ParseAs;
  readonly init: RouteInit;
}

/** A call that has been checked, before its request is made. */
export interface PreparedCall extends ExchangeContext {
  readonly client: ClientState;
  readonly route: string;
  readonly method: string;
  readonly facts: OperationFacts;
  /** All headers but the content type, by lower-case name. */
  readonly headers: Record<string, string>;
}

/** The result of a call, and the response that it was read from. */
export interface Exchanged {
  readonly result: RouteResult;
  readonly transportResponse: TransportResponse;
}

const bodyFormats: Record<ParseAs, BodyFormat> = {
  json: "text",
  text: "text",
  blob: "bytes",
  arrayBuffer: "bytes",
  stream: "stream",
};

const noFacts: OperationFacts = {};

/** Checks the arguments of a call, except its path, query and body, which are checked when encoded. */
export function prepareCall(
  client: ClientState,
  method: string,
  path: string,
  init: RouteInit = {},
): PreparedCall {
  const route = `${method} ${path}`;
  checkInit(route, method, init);
  const facts = init.facts ?? client.factsOf(route) ?? noFacts;
  const parseAs = init.parseAs ?? facts.response ?? "json";
  const headers: Record<string, string> = {
    accept: acceptHeader(parseAs),
    "user-agent": client.settings.userAgent,
  };
  // Ranges of a file are counted in its uncompressed bytes.
  if (parseAs === "stream") headers["accept-encoding"] = "identity";
  if (init.headers !== undefined) Object.assign(headers, checkHeaders(init.headers));
  Object.assign(headers, versionHeaders(client.version));
  return { client, route, method, facts, parseAs, init, headers };
}

/**
 * Starts a call: its time begins. The caller must close its deadline.
 *
 * @throws The platform's `AbortError` when the signal of the call is aborted already.
 */
export function startCall({
  client,
  route,
  method,
  facts,
  parseAs,
  init,
}: PreparedCall): CallState {
  const { settings } = client;
  return {
    route,
    facts,
    bodyFormat: bodyFormats[parseAs],
    // A deletion is done, whatever its response holds.
    requiresObject: parseAs === "json" && !facts.loose && method !== "DELETE",
    limits: settings.limits,
    retry: checkRetry(init.retry, settings.retry),
    priority: checkPriority(init.priority),
    deadline: new Deadline(route, checkTimeout(init.timeoutMs ?? settings.timeoutMs), init.signal),
    startedAt: performance.now(),
    attempt: 0,
  };
}

/** Sends the request of a call and reads its response; notifies the hooks of a failure. */
export async function exchange(
  { client, init, parseAs }: ExchangeContext,
  request: TransportRequest,
): Promise<Exchanged> {
  const { call } = request;
  try {
    const transportResponse = await client.transport(request);
    const response = transportResponse.platformResponse;
    if (transportResponse.isAlreadyDeleted) {
      return { transportResponse, result: { data: undefined, response } };
    }
    if (isSuccess(transportResponse.status)) {
      const data = readData(call, transportResponse, parseAs);
      return { transportResponse, result: { data, response } };
    }
    const error = readError(call.route, transportResponse);
    const { params, body } = init;
    recordCall(response, { params, body, facts: call.facts, attempts: call.attempt });
    client.hooks?.notify("onError", call, () =>
      failure(call, apiError(call.route, { error, response })),
    );
    return { transportResponse, result: { error, response } };
  } catch (error) {
    if (error instanceof InterkitError) Object.assign(error, { attempts: call.attempt });
    client.hooks?.notify("onError", call, () => failure(call, error));
    throw error;
  }
}

/** Monitors the stream of a result, which the caller reads after the deadline has been closed. */
export function monitorStream(
  { client, init }: PreparedCall,
  request: TransportRequest,
  exchanged: Exchanged,
): RouteResult {
  const { result, transportResponse } = exchanged;
  if (!(result.data instanceof ReadableStream)) return result;
  const { limits, timeoutMs } = client.settings;
  const monitored = monitoredStream(result.data, {
    route: request.call.route,
    response: transportResponse.platformResponse,
    idleMs: limits.idleMs,
    signal: init.signal,
    resume: createResume(request, transportResponse, client.transport, init.timeoutMs ?? timeoutMs),
  });
  return { data: monitored, response: result.response };
}

function failure({ startedAt }: CallState, error: unknown) {
  return { error, durationMs: performance.now() - startedAt };
}

/** A file is refused where only JSON is accepted; errors are JSON in either case. */
export function acceptHeader(parseAs: ParseAs): string {
  if (parseAs === "json") return "application/json";
  return parseAs === "text" ? "text/plain, application/json" : "application/octet-stream";
}
