import type { Operation } from "../description/description.ts";
import { apiError } from "./errors.ts";

/**
 * Refuses a request whose `Accept` header excludes the media types of the operation. A request
 * without `Accept` passes: `fetch` adds the header on the wire, where `sandbox.fetch` cannot see it.
 *
 * @throws {ApiError} 406 `media_type_not_acceptable`.
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
  if (accepted) return;
  const message = `The Accept header must admit ${given.join(" or ")}`;
  throw apiError(406, "media_type_not_acceptable", message);
}
