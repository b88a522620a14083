import type { JsonObject } from "../description/openapi.ts";

/** Intercom stores texts as HTML: plain text becomes a paragraph. */
export function toHtml(body: string): string {
  return /^\s*</.test(body) ? body : `<p>${body}</p>`;
}

/** Removes properties that are null, where Intercom leaves unset properties out. */
export function withoutNulls(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

/** The response to a deletion. */
export function deletedView(object: string, id: string): JsonObject {
  return { id, object, deleted: true };
}
