import createFetchClient from "openapi-fetch";
import { readData, readError } from "../answers/answer.ts";
import type { ParseAs } from "../answers/answer-types.ts";
import { apiError } from "../answers/api-error.ts";
import { answersTo } from "../answers/reason.ts";
import { ConfigError } from "../errors/errors.ts";
import { isPlain, kindOf } from "../errors/values.ts";
import { operationTable } from "../generated/operation-table.ts";
import type { Watchers } from "../observe/watchers.ts";
import { infoOf } from "../transport/call-of.ts";
import { Deadline } from "../transport/deadline.ts";
import {
  type Answer,
  type CallState,
  isSuccess,
  type Outgoing,
  type ReadableHeaders,
  type Reading,
  type Transport,
} from "../transport/exchange.ts";
import { resumable } from "../transport/resume.ts";
import { watchedStream } from "../transport/stream.ts";
import { type SentBody, writeBody } from "./body.ts";
import { callOptionNames } from "./call-options.ts";
import type { RouteInit, RouteResult } from "./client-types.ts";
import { checkHeaders } from "./headers.ts";
import { fillPath } from "./path.ts";
import { writeQuery } from "./query.ts";
import { checkPriority, checkRetry, checkTimeout, type Settings } from "./settings.ts";

/** Calls an operation at a path and verb of a version. */
export type Call = (method: string, path: string, init?: RouteInit) => Promise<RouteResult>;

/** The part of openapi-fetch that is used, without its types: routes are only known at run time here. */
interface Http {
  request(
    method: string,
    url: string,
    init: Record<string, unknown>,
  ): Promise<{ response: Unparsed }>;
}

/** What openapi-fetch writes, in place of a `Request`, which would cost as much as all the rest. */
class Written {
  readonly url: string;
  readonly method!: string;
  readonly fields!: Readonly<Record<string, string>>;
  readonly body: SentBody;
  readonly call!: CallState;

  constructor(url: string, init: Omit<Written, "url">) {
    this.url = url;
    Object.assign(this, init);
  }
}

/** What openapi-fetch is given back: nothing that it would read, since the answer is read below. */
interface Unparsed {
  readonly status: 204;
  readonly headers: ReadableHeaders;
  readonly answer: Answer;
  /** What it is the answer to. */
  readonly outgoing: Outgoing;
}

const readings: Record<ParseAs, Reading> = {
  json: "text",
  text: "text",
  blob: "bytes",
  arrayBuffer: "bytes",
  stream: "stream",
};

const taken: ReadonlySet<string> = new Set<keyof RouteInit>([
  "params",
  "body",
  "parseAs",
  ...callOptionNames,
]);

/** Makes the one function through which every call goes: checked, written, sent, read. */
export function caller(
  settings: Settings,
  version: string,
  transport: Transport,
  watchers: Watchers,
): Call {
  const http = createFetchClient({
    baseUrl: settings.baseUrl,
    Request: Written as unknown as typeof Request,
    fetch: sendWritten(transport) as unknown as typeof fetch,
    // The query is in the path already. openapi-fetch's own would write what objects inherit, too.
    querySerializer: () => "",
  }) as unknown as Http;

  /** Beyond the deadline, which is of the call alone. */
  const watch = (
    source: ReadableStream<Uint8Array>,
    outgoing: Outgoing,
    answer: Answer,
    { signal, timeoutMs = settings.timeoutMs }: RouteInit,
  ) => {
    const resume = resumable(outgoing, answer, transport, timeoutMs);
    const { route } = outgoing.call;
    const { idleMs } = settings.limits;
    return watchedStream(source, { route, response: answer.response, idleMs, signal, resume });
  };

  return async (method, path, init = {}) => {
    const route = `${method} ${path}`;
    checkInit(route, method, init);
    const facts = operationTable[route] ?? {};
    const { params = {}, signal } = init;
    const parseAs = init.parseAs ?? facts.response ?? "json";
    const fields = {
      accept: acceptFor(parseAs),
      // Parts of a file are told by its own bytes.
      ...(readings[parseAs] === "stream" ? { "accept-encoding": "identity" } : undefined),
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
      reading: readings[parseAs],
      // A deletion is done, whatever is told of it.
      wantsObject: parseAs === "json" && !facts.loose && method !== "DELETE",
      limits: settings.limits,
      retry: checkRetry(init.retry, settings.retry),
      priority: checkPriority(init.priority),
      deadline: new Deadline(route, checkTimeout(init.timeoutMs ?? settings.timeoutMs), signal),
      startedAt: performance.now(),
      attempt: 0,
    };
    try {
      const written = { body, bodySerializer: asItIs, fields, call };
      const { response } = await http.request(method, url, written);
      const { answer, outgoing } = response;
      if (answer.isGone) return { data: undefined, response: answer.response };
      if (isSuccess(answer.status)) {
        const data = readData(call, answer, parseAs);
        const isStream = data instanceof ReadableStream;
        return {
          data: isStream ? watch(data, outgoing, answer, init) : data,
          response: answer.response,
        };
      }
      const error = readError(route, answer);
      answersTo(answer.response, { params, body: init.body });
      watchers.tell("onError", () =>
        failed(call, apiError(route, { error, response: answer.response })),
      );
      return { error, response: answer.response };
    } catch (error) {
      watchers.tell("onError", () => failed(call, error));
      throw error;
    } finally {
      call.deadline.close();
    }
  };
}

function sendWritten(transport: Transport): (written: Written) => Promise<Unparsed> {
  return async ({ url, method, fields: headers, body, call }) => {
    const outgoing = { call, url, method, headers, body, signal: undefined };
    const answer = await transport(outgoing);
    return { status: 204, headers: answer.headers, answer, outgoing };
  };
}

const asItIs = (body: unknown) => body;

function failed(call: CallState, error: unknown) {
  const { route, attempt, startedAt } = call;
  const durationMs = performance.now() - startedAt;
  return { call: infoOf(call), route, attempt, error, durationMs };
}

function checkInit(route: string, method: string, init: RouteInit): void {
  if (typeof init !== "object" || init === null) {
    throw new ConfigError(`${route} takes an object like { params, body }, not ${kindOf(init)}`);
  }
  for (const name of Object.keys(init)) {
    if (taken.has(name)) continue;
    const mend =
      name === "query" || name === "path"
        ? `give it as { params: { ${name} } }`
        : `what a call takes is ${[...taken].join(", ")}`;
    throw new ConfigError(`${route} takes no "${name}"; ${mend}`);
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
    throw new ConfigError(`${route}: "params" is ${kindOf(params)}; give { path, query }`);
  }
  for (const [name, values] of Object.entries(params)) {
    if (name !== "path" && name !== "query") {
      throw new ConfigError(`${route}: "params" takes path and query, and no "${name}"`);
    }
    if (values !== undefined && !isPlain(values)) {
      throw new ConfigError(`${route}: "${name}" is ${kindOf(values)}; give a plain object`);
    }
  }
}

/** Files are refused where only JSON is accepted; errors come as JSON either way. */
function acceptFor(parseAs: ParseAs): string {
  if (parseAs === "json") return "application/json";
  return parseAs === "text" ? "text/plain, application/json" : "application/octet-stream";
}
