import { emptyErrorBody } from "./api-error.ts";
import type { ErrorBody, ParseAs } from "./client-types.ts";
import { ResponseError, type ResponseProblem } from "./errors.ts";
import type { Answer, ReadableHeaders } from "./exchange.ts";
import { isRecord } from "./values.ts";

/** Reads a success as what the caller expects; nothing at all is `undefined`. */
export function readData(
  route: string,
  answer: Answer,
  parseAs: ParseAs,
  signal?: AbortSignal,
): unknown {
  const { body, headers } = answer;
  if (body instanceof ReadableStream) {
    // The deadline has let go of a stream; its caller's signal has not.
    return signal === undefined ? body : body.pipeThrough(new TransformStream(), { signal });
  }
  if (body instanceof Uint8Array) {
    if (parseAs === "arrayBuffer") return body.buffer;
    return new Blob([body], { type: headers.get("content-type") ?? "" });
  }
  if (parseAs === "text") return body ?? "";
  if (body === undefined || body === "") return undefined;
  if (!mayBeJson(headers)) throw unexpected(route, answer, "content-type");
  try {
    return JSON.parse(body);
  } catch {
    // The parser's message quotes the document, so it is not kept as the cause.
    throw unexpected(route, answer, "json");
  }
}

/** Makes the `error` of a result: always something, so that it tells a failure from a success. */
export function readError(route: string, answer: Answer): ErrorBody {
  const { status, body: text } = answer;
  const body = typeof text === "string" ? parsed(text) : undefined;
  if (isRecord(body)) return body as unknown as ErrorBody;
  // A browser shows a redirect as status 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    throw new ResponseError(
      `${route} was answered with a redirect (status ${status}), which is not followed`,
      { response: answer.response, problem: "redirect" },
    );
  }
  // Whoever says "too many requests", in whatever words, is to be believed.
  if (text === undefined || text === "" || status === 429) return emptyErrorBody(answer.headers);
  throw unexpected(route, answer, "json");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer that says nothing of its type is judged by what is in it. */
function mayBeJson(headers: ReadableHeaders): boolean {
  const type = headers.get("content-type");
  return type === null || /^(application|text)\/([\w.-]+\+)?json\b/i.test(type.trim());
}

const words: Partial<Record<ResponseProblem, string>> = {
  html: "an HTML page",
  json: "something that is not JSON",
  "content-type": "something that does not say it is JSON",
};

function unexpected(route: string, answer: Answer, what: "json" | "content-type"): ResponseError {
  const isPage = /html/i.test(answer.headers.get("content-type") ?? "");
  const problem: ResponseProblem = isPage ? "html" : what;
  return new ResponseError(
    `${route} was answered with ${words[problem]} (status ${answer.status})`,
    {
      response: answer.response,
      problem,
    },
  );
}
