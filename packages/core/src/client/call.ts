import createFetchClient from "openapi-fetch";
import { ConfigError } from "../errors/errors.ts";
import { checkTimeout, describeType, isPlain } from "../errors/values.ts";
import { operationTable } from "../generated/operation-table.ts";
import type { HookList } from "../observe/hook-list.ts";
import { apiError } from "../responses/api-error.ts";
import { recordSentValues } from "../responses/reason.ts";
import { readData, readError } from "../responses/response-data.ts";
import type { ParseAs } from "../responses/response-types.ts";
import { frozenCallInfo } from "../transport/call-info.ts";
import { Deadline } from "../transport/deadline.ts";
import {
  type BodyFormat,
  type CallState,
  isSuccess,
  type ReadableHeaders,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from "../transport/exchange.ts";
import { monitoredStream } from "../transport/monitored-stream.ts";
import { createResume } from "../transport/resume.ts";
import { checkRetry } from "../transport/retry-options.ts";
import { type SentBody, writeBody } from "./body.ts";
import { callOptionNames } from "./call-options.ts";
import type { RouteInit, RouteResult } from "./client-types.ts";
import { checkHeaders } from "./headers.ts";
import { fillPath } from "./path.ts";
import { writeQuery } from "./query.ts";
import { checkPriority, type Settings } from "./settings.ts";

/** Calls an operation by its method and path. */
export type SendCall = (method: string, path: string, init?: RouteInit) => Promise<RouteResult>;

/**
 * The part of openapi-fetch that is used, without its types, since routes are only known at run time
 * here.
 */
interface FetchClient {
  request(
    method: string,
    url: string,
    init: Record<string, unknown>,
  ): Promise<{ response: UnparsedResponse }>;
}

/**
 * The request that openapi-fetch makes, in place of a `Request`, which would cost as much as the rest
 * of a call.
 */
class RequestParts {
  readonly url: string;
  readonly method!: string;
  readonly fields!: Readonly<Record<string, string>>;
  readonly body: SentBody;
  readonly call!: CallState;

  constructor(url: string, init: Omit<RequestParts, "url">) {
    this.url = url;
    Object.assign(this, init);
  }
}

/** The response that openapi-fetch receives. It has no body to parse, since the body is read here. */
interface UnparsedResponse {
  readonly status: 204;
  readonly headers: ReadableHeaders;
  readonly transportResponse: TransportResponse;
  /** The request that was sent. */
  readonly transportRequest: TransportRequest;
}

const bodyFormats: Record<ParseAs, BodyFormat> = {
  json: "text",
  text: "text",
  blob: "bytes",
  arrayBuffer: "bytes",
  stream: "stream",
};

const initNames: ReadonlySet<string> = new Set<keyof RouteInit>([
  "params",
  "body",
  "parseAs",
  ...callOptionNames,
]);

/** Returns the function that makes every call: it checks, encodes, sends and reads. */
export function createSendCall(
  settings: Settings,
  version: string,
  transport: Transport,
  hooks: HookList,
): SendCall {
  const http = createFetchClient({
    baseUrl: settings.baseUrl,
    Request: RequestParts as unknown as typeof Request,
    fetch: sendParts(transport) as unknown as typeof fetch,
    // The query is in the path already. openapi-fetch's own serializer would include inherited
    // properties.
    querySerializer: () => "",
  }) as unknown as FetchClient;

  /** Monitors a stream, which the caller reads after the call's deadline has been closed. */
  const monitor = (
    source: ReadableStream<Uint8Array>,
    transportRequest: TransportRequest,
    transportResponse: TransportResponse,
    { signal, timeoutMs = settings.timeoutMs }: RouteInit,
  ) => {
    const resume = createResume(transportRequest, transportResponse, transport, timeoutMs);
    const { route } = transportRequest.call;
    const { idleMs } = settings.limits;
    return monitoredStream(source, {
      route,
      response: transportResponse.platformResponse,
      idleMs,
      signal,
      resume,
    });
  };

  return async (method, path, init = {}) => {
    const route = `${method} ${path}`;
    checkInit(route, method, init);
    const facts = operationTable[route] ?? {};
    const { params = {}, signal } = init;
    const parseAs = init.parseAs ?? facts.response ?? "json";
    const fields = {
      accept: acceptHeader(parseAs),
      // Ranges of a file are counted in its uncompressed bytes.
      ...(bodyFormats[parseAs] === "stream" ? { "accept-encoding": "identity" } : undefined),
      "user-agent": settings.userAgent,
      ...(typeof init.body === "object" && !(init.body instanceof FormData)
        ? { "content-type": "application/json" }
        : undefined),
      ...checkHeaders(init.headers),
      "intercom-version": version,
    };
    const query = writeQuery(route, params.query ?? {}, facts.comma);
    const url = fillPath(route, path, params.path) + (query === "" ? "" : `?${query}`);
    const body = writeBody(route, init.body);
    const call: CallState = {
      route,
      facts,
      bodyFormat: bodyFormats[parseAs],
      // A deletion is done, whatever its response holds.
      requiresObject: parseAs === "json" && !facts.loose && method !== "DELETE",
      limits: settings.limits,
      retry: checkRetry(init.retry, settings.retry),
      priority: checkPriority(init.priority),
      deadline: new Deadline(route, checkTimeout(init.timeoutMs ?? settings.timeoutMs), signal),
      startedAt: performance.now(),
      attempt: 0,
    };
    try {
      const parts = { body, bodySerializer: identity, fields, call };
      const { response } = await http.request(method, url, parts);
      const { transportResponse, transportRequest } = response;
      if (transportResponse.isAlreadyDeleted)
        return { data: undefined, response: transportResponse.platformResponse };
      if (isSuccess(transportResponse.status)) {
        const data = readData(call, transportResponse, parseAs);
        const isStream = data instanceof ReadableStream;
        return {
          data: isStream ? monitor(data, transportRequest, transportResponse, init) : data,
          response: transportResponse.platformResponse,
        };
      }
      const error = readError(route, transportResponse);
      recordSentValues(transportResponse.platformResponse, { params, body: init.body });
      hooks.notify("onError", () =>
        errorEvent(call, apiError(route, { error, response: transportResponse.platformResponse })),
      );
      return { error, response: transportResponse.platformResponse };
    } catch (error) {
      hooks.notify("onError", () => errorEvent(call, error));
      throw error;
    } finally {
      call.deadline.close();
    }
  };
}

function sendParts(transport: Transport): (parts: RequestParts) => Promise<UnparsedResponse> {
  return async ({ url, method, fields: headers, body, call }) => {
    const transportRequest = { call, url, method, headers, body, signal: undefined };
    const transportResponse = await transport(transportRequest);
    return { status: 204, headers: transportResponse.headers, transportResponse, transportRequest };
  };
}

const identity = (body: unknown) => body;

function errorEvent(call: CallState, error: unknown) {
  const { route, attempt, startedAt } = call;
  const durationMs = performance.now() - startedAt;
  return { call: frozenCallInfo(call), route, attempt, error, durationMs };
}

function checkInit(route: string, method: string, init: RouteInit): void {
  if (typeof init !== "object" || init === null) {
    throw new ConfigError(
      `${route} takes an object like { params, body }, not ${describeType(init)}`,
    );
  }
  for (const name of Object.keys(init)) {
    if (initNames.has(name)) continue;
    const hint =
      name === "query" || name === "path"
        ? `give it as { params: { ${name} } }`
        : `what a call takes is ${[...initNames].join(", ")}`;
    throw new ConfigError(`${route} takes no "${name}"; ${hint}`);
  }
  checkParams(route, init.params);
  const { signal } = init;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new ConfigError(`${route}: "signal" must be an AbortSignal, such as controller.signal`);
  }
  if (method === "GET" && init.body !== undefined) {
    throw new ConfigError(`${route} takes no body: a GET has none`);
  }
}

function checkParams(route: string, params: RouteInit["params"]): void {
  if (params === undefined) return;
  if (!isPlain(params)) {
    throw new ConfigError(`${route}: "params" is ${describeType(params)}; give { path, query }`);
  }
  for (const [name, values] of Object.entries(params)) {
    if (name !== "path" && name !== "query") {
      throw new ConfigError(`${route}: "params" takes path and query, and no "${name}"`);
    }
    if (values !== undefined && !isPlain(values)) {
      throw new ConfigError(`${route}: "${name}" is ${describeType(values)}; give a plain object`);
    }
  }
}

/** A file is refused where only JSON is accepted; errors are JSON in either case. */
function acceptHeader(parseAs: ParseAs): string {
  if (parseAs === "json") return "application/json";
  return parseAs === "text" ? "text/plain, application/json" : "application/octet-stream";
}
