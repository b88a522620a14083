import type { JsonObject } from "../description/openapi.ts";
import { apiError } from "../engine/errors.ts";
import { readJson } from "../engine/json.ts";
import { readBytes } from "../engine/read-bytes.ts";

/** Whole states are long. More than this makes no string. */
const maxBytes = 256 * 1024 * 1024;
/** What the API takes may be nested 100 deep, and a state holds it. */
const maxDepth = 200;

/**
 * Reads what a control request sends, whatever it is said to be: `curl -d` does not say JSON.
 *
 * @throws {ApiError} 400 when it is no object in JSON, 413 when it is over 256 MB.
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
