import type { Part } from "../../records/parts.ts";

const replyTypes = ["comment", "quick_reply", "open"];

/**
 * Who wrote a part that is a reply; `undefined` for a note, and for an action without words. A reply
 * that opens a closed conversation is a part of the type `open`.
 */
export function replyBy(part: Part): "admin" | "contact" | "bot" | undefined {
  const { part_type, body, attachments, author } = part;
  if (!replyTypes.includes(part_type)) return undefined;
  if (part_type === "open" && body === null && attachments.length === 0) return undefined;
  if (author.type === "admin" || author.type === "bot") return author.type;
  return "contact";
}
