import type { Operation } from "../description/description.ts";
import { ApiError, apiError, invalidParameter, missingParameter } from "./errors.ts";
import { readJson } from "./json.ts";
import { readBytes } from "./read-bytes.ts";

/** The body of a request. */
export interface ParsedBody {
  /** The parsed JSON; `undefined` without a JSON body. */
  readonly json: unknown;
  /** The JSON as it was sent. */
  readonly text: string | undefined;
  /** The request, whose body can still be read when it is not JSON. */
  readonly request: Request;
}

const maxMegabytes = 10;
/** Catalogues may have 99 MB, and a form is slightly longer than its content. */
const maxFormMegabytes = 100;

/**
 * Reads the body of a request. For an operation without a body, the sent body is ignored.
 *
 * @throws {ApiError} 413 when it is too long, 415 when its type is not JSON, 400 when it is invalid.
 */
export async function readBody(
  operation: Operation | undefined,
  request: Request,
): Promise<ParsedBody> {
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
