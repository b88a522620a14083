import type { JsonObject } from "../description/openapi.ts";

/** Intercom keeps what is written as HTML: plain words become a paragraph. */
export function toHtml(body: string): string {
  return /^\s*</.test(body) ? body : `<p>${body}</p>`;
}

/** A time in words, where an answer has it so: `2024-06-03T08:00:00.000Z`. */
export function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** Without what nobody has filled in, where Intercom leaves that out and sends no null. */
export function withoutNulls(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

/** What tells that a thing is gone. */
export function deletedView(object: string, id: string): JsonObject {
  return { id, object, deleted: true };
}
