import createFetchClient from "openapi-fetch";
import { readData, readError } from "./answer.ts";
import type { ParseAs, RouteInit, RouteResult } from "./client-types.ts";
import { ConfigError } from "./errors.ts";
import { operationTable } from "./generated/operation-table.ts";
import { type Send, stack } from "./layer.ts";
import { deadline } from "./layers/deadline.ts";
import { wholeAnswer } from "./layers/whole-answer.ts";
import { fillPath } from "./path.ts";
import { writeQuery } from "./query.ts";
import { checkHeaders, checkTimeout, type Settings } from "./settings.ts";
import { kindOf } from "./values.ts";

/** Calls an operation at a path and verb of a version. */
export type Call = (method: string, path: string, init?: RouteInit) => Promise<RouteResult>;

/** The part of openapi-fetch that is used, without its types: routes are only known at run time here. */
interface Http {
  request(
    method: string,
    url: string,
    init: Record<string, unknown>,
  ): Promise<{ error?: unknown; response: Response }>;
}

const callOptions: ReadonlySet<string> = new Set<keyof RouteInit>([
  "params",
  "body",
  "parseAs",
  "signal",
  "timeoutMs",
  "headers",
]);

/** Makes the one function through which every call goes: checked, written, sent, read. */
export function caller(settings: Settings, version: string, send: Send): Call {
  const http = createFetchClient({
    baseUrl: settings.baseUrl,
    headers: { "Intercom-Version": version, "User-Agent": settings.userAgent },
  }) as unknown as Http;

  return async (method, path, init = {}) => {
    const route = `${method} ${path}`;
    checkInit(route, method, init);
    const facts = operationTable[route] ?? {};
    const { params = {}, signal } = init;
    const parseAs = init.parseAs ?? facts.response ?? "json";
    const headers = checkHeaders(init.headers);
    if (!headers.has("accept")) headers.set("accept", acceptFor(parseAs));
    const query = writeQuery(route, params.query ?? {}, facts.comma);
    const url = fillPath(route, path, params.path) + (query === "" ? "" : `?${query}`);
    const timeoutMs = checkTimeout(init.timeoutMs ?? settings.timeoutMs);
    const ends = deadline(route, timeoutMs, signal);
    const layers = parseAs === "stream" ? [ends] : [ends, wholeAnswer(route)];

    const { error, response } = await http.request(method, url, {
      body: writeBody(route, init.body),
      bodySerializer: (body: unknown) => body,
      headers,
      // The answer is read below, where a bad one gets a name.
      parseAs: "stream",
      fetch: stack(send, layers),
    });
    return response.ok
      ? { data: await readData(route, response, parseAs, signal), response }
      : { error: readError(route, response, error), response };
  };
}

function checkInit(route: string, method: string, init: RouteInit): void {
  if (typeof init !== "object" || init === null) {
    throw new ConfigError(`${route} takes an object like { params, body }, not ${kindOf(init)}`);
  }
  for (const name of Object.keys(init)) {
    if (callOptions.has(name)) continue;
    const mend =
      name === "query" || name === "path"
        ? `give it as { params: { ${name} } }`
        : `what a call takes is ${[...callOptions].join(", ")}`;
    throw new ConfigError(`${route} takes no "${name}"; ${mend}`);
  }
  const { signal } = init;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new ConfigError(`${route}: "signal" must be an AbortSignal, such as controller.signal`);
  }
  if (method === "GET" && init.body !== undefined) {
    throw new ConfigError(`${route} takes no body: a GET has none`);
  }
}

function writeBody(route: string, body: unknown): string | FormData | undefined {
  if (body === undefined || body instanceof FormData) return body;
  try {
    return JSON.stringify(body);
  } catch (cause) {
    throw new ConfigError(`The body of ${route} cannot be written as JSON`, { cause });
  }
}

/** Files are refused where only JSON is accepted; errors come as JSON either way. */
function acceptFor(parseAs: ParseAs): string {
  if (parseAs === "json") return "application/json";
  return parseAs === "text" ? "text/plain, application/json" : "application/octet-stream";
}
