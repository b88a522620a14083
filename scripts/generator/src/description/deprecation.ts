import { asObject, type JsonObject } from "./source.ts";

/** What to use instead of something that is deprecated, as a sentence; empty where it is not stated. */
export function insteadOf(node: JsonObject): string {
  const instead = asObject(node["x-deprecated"])?.["instead"];
  return node["deprecated"] === true && typeof instead === "string"
    ? `Use ${instead} instead.`
    : "";
}
