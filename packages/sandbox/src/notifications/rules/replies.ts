import type { Part } from "../../records/parts.ts";

const replyTypes = ["comment", "quick_reply"];
/** A reply that opens a closed conversation, or closes it, is a part of the type of the action. */
const actionTypes = ["open", "close"];

/** Who wrote a part that is a reply; `undefined` for a note, and for an action without words. */
export function replyBy(part: Part): "admin" | "contact" | "bot" | undefined {
  const { part_type, body, attachments, author } = part;
  const hasWords = body !== null || attachments.length > 0;
  const isReply = replyTypes.includes(part_type) || (actionTypes.includes(part_type) && hasWords);
  if (!isReply) return undefined;
  if (author.type === "admin" || author.type === "bot") return author.type;
  return "contact";
}
