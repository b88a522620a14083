import { createHash } from "node:crypto";
import { jsonText } from "./json.ts";

/**
 * A short hash of what JSON makes of a value, to recognise it again.
 *
 * @throws {ConfigError} for a value that contains itself.
 */
export function shortHash(what: string, value: unknown): string {
  return createHash("sha256").update(jsonText(what, value)).digest("base64url").slice(0, 16);
}
