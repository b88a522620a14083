import type { ApiErrorDetail } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";
import type { ReadableHeaders } from "../transport/exchange.ts";

/** The error body of every operation: Intercom's `error.list`. */
export interface ErrorBody {
  type: "error.list";
  /** The id that Intercom's support needs. */
  request_id?: string | null;
  /** The errors; at least one in a response of Intercom itself. */
  errors: { code: string; message?: string | null; field?: string | null }[];
}

/** The body of a failure without one, so that `error` is always set. */
export function emptyErrorBody(headers: ReadableHeaders): ErrorBody {
  return {
    type: "error.list",
    request_id: headers.get("x-request-id"),
    errors: [],
  };
}

/** Reads `{ errors }`, and the `{ type, message }`, `{ code, message }` and `{ error }` of some operations. */
export function detailsOf(body: unknown): ApiErrorDetail[] {
  if (!isRecord(body)) return [];
  const errors = body["errors"];
  if (Array.isArray(errors)) return errors.filter(isRecord).map(detail);
  const inner = body["error"];
  if (isRecord(inner)) return [detail(inner)];
  if (body["type"] === "error.list") return [];
  return [detail({ message: inner, ...body })];
}

function detail(entry: Record<string, unknown>): ApiErrorDetail {
  const code = text(entry["code"]) ?? text(entry["type"]) ?? "unknown";
  const message = text(entry["message"]);
  const field = text(entry["field"]);
  return {
    code,
    ...(message === undefined ? undefined : { message }),
    ...(field === undefined ? undefined : { field }),
  };
}

/** The id of the request, from the body or the headers of the response. */
export function requestIdOf(body: unknown, headers: Headers): string | undefined {
  const inBody = isRecord(body) ? text(body["request_id"]) : undefined;
  return inBody ?? headers.get("x-request-id") ?? undefined;
}

function text(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
