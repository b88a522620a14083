import type { Operation } from "../description/description.ts";
import { ApiError, apiError, invalidParameter, missingParameter } from "./errors.ts";
import { readJson } from "./json.ts";
import { readBytes } from "./read-bytes.ts";

/** The body of a request. */
export interface Body {
  /** What the JSON says. Nothing where there is none. */
  readonly json: unknown;
  /** The JSON as it came. */
  readonly text: string | undefined;
  /** The request, of which a body that is not JSON can still be read. */
  readonly request: Request;
}

const maxMegabytes = 10;
/** Catalogues may have 99, and a form is a little longer than what is in it. */
const maxFormMegabytes = 100;

/**
 * Reads a request's body. An operation that has none gets none, whatever was sent.
 *
 * @throws {ApiError} 413 when it is too long, 415 when it is not said to be JSON, 400 when it is none.
 */
export async function readBody(operation: Operation | undefined, request: Request): Promise<Body> {
  const { body } = operation ?? {};
  if (!body) return { json: undefined, text: undefined, request };
  const isJson = body.mediaTypes.includes("application/json");
  const most = isJson ? maxMegabytes : maxFormMegabytes;
  const bytes = await readBytes(request, most * 1024 * 1024);
  if (bytes === undefined) {
    const entry = { code: "content_too_large", message: `The body is longer than ${most} MB` };
    throw new ApiError(413, entry, { Connection: "close" });
  }
  if (!isJson) {
    const { url, method, headers } = request;
    const init = { method, headers, ...(bytes.length > 0 ? { body: bytes } : {}) };
    return { json: undefined, text: undefined, request: new Request(url, init) };
  }
  const text = decode(bytes);
  if (text.trim() === "") {
    if (!body.required) return { json: undefined, text: undefined, request };
    throw missingParameter("A JSON body must be given");
  }
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (!type || !(type === "application/json" || type.endsWith("+json"))) {
    throw apiError(415, "unsupported", "The Content-Type of a body must be application/json");
  }
  return { json: readJson(text), text, request };
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidParameter("The body is not valid JSON: it is not in UTF-8");
  }
}
