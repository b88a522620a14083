import type { JsonObject } from "../description/openapi.ts";
import { apiError } from "../engine/errors.ts";
import { readJson } from "../engine/json.ts";
import { readBytes } from "../engine/read-bytes.ts";

/** A whole state can be large. Node's strings end shortly above this size. */
const maxBytes = 256 * 1024 * 1024;
/** Bodies of the API may be nested 100 levels deep, and a state contains them. */
const maxDepth = 200;

/**
 * Reads the JSON object that a control request sends. The `Content-Type` is ignored, since
 * `curl -d` does not send that of JSON.
 *
 * @throws {ApiError} 400 when it is not a JSON object, 413 when it is over 256 MB.
 */
export async function readObject(request: Request): Promise<JsonObject> {
  const bytes = await readBytes(request, maxBytes);
  if (!bytes) throw apiError(413, "content_too_large", "The body is longer than 256 MB");
  const value = bytes.length > 0 ? readJson(new TextDecoder().decode(bytes), maxDepth) : undefined;
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as JsonObject;
  }
  throw apiError(400, "type_mismatch", 'The body must be a JSON object, such as { "a": 1 }');
}
