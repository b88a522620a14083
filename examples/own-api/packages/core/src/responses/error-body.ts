import type { ApiErrorDetail } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";
import type { ReadableHeaders } from "../transport/exchange.ts";

/** The error body of every operation. */
export interface ErrorBody {
  /** What went wrong; missing when the response has no body. */
  error?: { code: string; message?: string; field?: string };
}

/** The body of a failure without one, so that `error` is always set. */
export function emptyErrorBody(_headers: ReadableHeaders): ErrorBody {
  return {};
}

/** Reads `{ error: { code, message, field } }`. */
export function detailsOf(body: unknown): ApiErrorDetail[] {
  const error = isRecord(body) ? body["error"] : undefined;
  if (!isRecord(error)) return [];
  const { code, message, field } = error;
  return [
    {
      code: typeof code === "string" ? code : "unknown",
      ...(typeof message === "string" && { message }),
      ...(typeof field === "string" && { field }),
    },
  ];
}

/** The id of the request, from the headers of the response: the body has none. */
export function requestIdOf(_body: unknown, headers: Headers): string | undefined {
  return headers.get("x-request-id") ?? undefined;
}
