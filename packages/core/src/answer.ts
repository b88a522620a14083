import { emptyErrorBody } from "./api-error.ts";
import type { ErrorBody, ParseAs } from "./client-types.ts";
import { ResponseError, type ResponseProblem } from "./errors.ts";
import { isRecord } from "./values.ts";

/** Reads a success as what the caller expects; nothing at all is `undefined`. */
export async function readData(
  route: string,
  response: Response,
  parseAs: ParseAs,
  signal?: AbortSignal,
): Promise<unknown> {
  switch (parseAs) {
    case "stream":
      // The deadline has let go of a stream; its caller's signal has not.
      return signal === undefined
        ? (response.body ?? undefined)
        : response.body?.pipeThrough(new TransformStream(), { signal });
    case "blob":
      return response.blob();
    case "arrayBuffer":
      return response.arrayBuffer();
    case "text":
      return response.text();
    case "json": {
      const text = await response.text();
      if (text === "") return undefined;
      try {
        return JSON.parse(text);
      } catch {
        // The parser's message quotes the document, so it is not kept as the cause.
        throw unexpected(route, response);
      }
    }
  }
}

/** Makes the `error` of a result: always something, so that it tells a failure from a success. */
export function readError(route: string, response: Response, body: unknown): ErrorBody {
  if (isRecord(body)) return body as unknown as ErrorBody;
  if (response.status >= 300 && response.status < 400) {
    throw new ResponseError(
      `${route} was answered with a redirect (status ${response.status}), which is not followed`,
      { response, problem: "redirect" },
    );
  }
  // Whoever says "too many requests", in whatever words, is to be believed.
  if (body === undefined || body === "" || response.status === 429) return emptyErrorBody(response);
  throw unexpected(route, response);
}

function unexpected(route: string, response: Response): ResponseError {
  const problem: ResponseProblem = /html/i.test(response.headers.get("content-type") ?? "")
    ? "html"
    : "json";
  const what = problem === "html" ? "an HTML page" : "something that is not JSON";
  return new ResponseError(`${route} was answered with ${what} (status ${response.status})`, {
    response,
    problem,
  });
}
