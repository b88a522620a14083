import { ResponseError, type ResponseProblem } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";
import type { CallState, ReadableHeaders, TransportResponse } from "../transport/exchange.ts";
import { emptyErrorBody } from "./api-error.ts";
import type { ErrorBody, ParseAs } from "./response-types.ts";

/** Reads a success as what the caller expects. Of a stream, the source. */
export function readData(call: CallState, response: TransportResponse, parseAs: ParseAs): unknown {
  const { body, headers } = response;
  const { route } = call;
  // A stream of nothing is nothing.
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

/** The error for an answer that holds nothing, or no object, where one is promised. */
export function missingObjectError(
  call: CallState,
  response: TransportResponse,
): ResponseError | undefined {
  const { body } = response;
  if (!call.requiresObject || typeof body !== "string") return undefined;
  // Whatever else it is, it is told by what it says it is, or by the parser.
  const found = /^\s*(?:$|null\s*$|\[)/.exec(body);
  if (found === null) return undefined;
  return new ResponseError(
    `${call.route} was answered with ${found[0].trim() === "[" ? "a list" : "nothing"} in place of an object (status ${response.status})`,
    { response: response.platformResponse, problem: "missing" },
  );
}

/** Makes the `error` of a result: always something, so that it tells a failure from a success. */
export function readError(route: string, response: TransportResponse): ErrorBody {
  const { status } = response;
  // Read as text, whatever a success is wanted as.
  const text = response.body as string;
  const body = parseJson(text);
  if (body === null) return emptyErrorBody(response.headers);
  if (isRecord(body)) return body as unknown as ErrorBody;
  // Successes are none, and a browser shows a redirect as status 0.
  if (status < 400) {
    throw new ResponseError(
      `${route} was answered with a redirect (status ${status}), which is not followed`,
      { response: response.platformResponse, problem: "redirect" },
    );
  }
  // Whoever says "too many requests", in whatever words, is to be believed.
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

/** An answer that says nothing of its type is judged by what is in it. */
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
