import type { Operation } from "../description/description.ts";
import { apiError, invalidParameter, missingParameter } from "./errors.ts";

/** Reads a request's JSON body. An operation that has none gets none, whatever was sent. */
export async function readBody(operation: Operation, request: Request): Promise<unknown> {
  const { body } = operation;
  if (!body?.mediaTypes.includes("application/json")) return undefined;
  const text = await request.text();
  if (text.trim() === "") {
    if (!body.required) return undefined;
    throw missingParameter("A JSON body must be given");
  }
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (!type || !(type === "application/json" || type.endsWith("+json"))) {
    throw apiError(415, "unsupported", "The Content-Type of a body must be application/json");
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidParameter("The body is not valid JSON");
  }
}

/**
 * Refuses a request that does not take what the operation gives. A request without `Accept` is let
 * through: `fetch` adds the header on the wire, where a function called in its place cannot see it.
 */
export function checkAccept(operation: Operation, headers: Headers): void {
  const accept = headers.get("Accept");
  if (!accept) return;
  const offered = operation.responses.get(operation.success)?.mediaTypes ?? [];
  const given = offered.length > 0 ? offered : ["application/json"];
  const ranges = accept.split(",").map((range) => range.split(";")[0]?.trim().toLowerCase() ?? "");
  const accepted = ranges.some((range) => {
    if (range === "*/*" || range === "*") return true;
    if (range.endsWith("/*")) return given.some((type) => type.startsWith(range.slice(0, -1)));
    return given.includes(range);
  });
  if (!accepted) {
    throw apiError(
      406,
      "media_type_not_acceptable",
      `The Accept header must admit ${given.join(" or ")}`,
    );
  }
}
