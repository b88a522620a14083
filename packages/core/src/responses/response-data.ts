import { ResponseError, type ResponseProblem } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";
import type { CallState, ReadableHeaders, TransportResponse } from "../transport/exchange.ts";
import { type ErrorBody, emptyErrorBody } from "./error-body.ts";
import type { ParseAs } from "./response-types.ts";

/** What the reading of a response needs of its call. */
type ReadCall = Pick<CallState, "route" | "requiresObject">;

/** Reads the body of a success in the requested form. Returns the source of a stream. */
export function readData(call: ReadCall, response: TransportResponse, parseAs: ParseAs): unknown {
  const { body, headers } = response;
  const { route } = call;
  // An empty stream has no data.
  if (body === undefined || body instanceof ReadableStream) return body;
  if (body instanceof Uint8Array) {
    if (parseAs === "arrayBuffer") return body.buffer;
    return new Blob([body], { type: headers.get("content-type") ?? "" });
  }
  if (parseAs === "text") return body;
  const missing = missingObjectError(call, response);
  if (missing !== undefined) throw missing;
  if (body === "") return undefined;
  if (!mayBeJson(headers)) throw unexpectedBodyError(route, response, "content-type");
  // The parser's message quotes the document, so it is not kept as the cause.
  const data = parseJson(body);
  if (data === undefined || (call.requiresObject && !isRecord(data))) {
    throw unexpectedBodyError(route, response, "json");
  }
  return data;
}

/** The error for a response that holds nothing, or no object, where one is required. */
export function missingObjectError(
  call: ReadCall,
  response: TransportResponse,
): ResponseError | undefined {
  const { body } = response;
  if (!call.requiresObject || typeof body !== "string") return undefined;
  // Anything else is refused by its content type, or by the parser.
  const found = /^\s*(?:$|null\s*$|\[)/.exec(body);
  if (found === null) return undefined;
  return new ResponseError(
    `${call.route} was answered with ${found[0].trim() === "[" ? "a list" : "nothing"} in place of an object (status ${response.status})`,
    { response: response.platformResponse, problem: "missing" },
  );
}

/**
 * Returns the `error` of a result, always a value, so that it distinguishes a failure from a success.
 */
export function readError(route: string, response: TransportResponse): ErrorBody {
  const { status } = response;
  // Failures are read as text, whatever a success is read as.
  const text = response.body as string;
  const body = parseJson(text);
  if (body === null) return emptyErrorBody(response.headers);
  if (isRecord(body)) return body as unknown as ErrorBody;
  // A success does not come here, and a browser shows a redirect as status 0.
  if (status < 400) {
    throw new ResponseError(
      `${route} was answered with a redirect (status ${status}), which is not followed`,
      { response: response.platformResponse, problem: "redirect" },
    );
  }
  // A 429 counts whatever its body is.
  if (text === "" || status === 429) return emptyErrorBody(response.headers);
  throw unexpectedBodyError(route, response, "json");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a body may be JSON; without a content type, the parser decides. */
function mayBeJson(headers: ReadableHeaders): boolean {
  const type = headers.get("content-type");
  return type === null || /^(application|text)\/([\w.-]+\+)?json\b/i.test(type);
}

const bodyDescriptions: Partial<Record<ResponseProblem, string>> = {
  html: "an HTML page",
  json: "something that is not a JSON object",
  "content-type": "something that does not say it is JSON",
};

function unexpectedBodyError(
  route: string,
  response: TransportResponse,
  what: "json" | "content-type",
): ResponseError {
  const isPage = /html/i.test(String(response.headers.get("content-type")));
  const problem: ResponseProblem = isPage ? "html" : what;
  return new ResponseError(
    `${route} was answered with ${bodyDescriptions[problem]} (status ${response.status})`,
    {
      response: response.platformResponse,
      problem,
    },
  );
}
