import type { Conversation } from "./conversation-model.ts";
import type { Part } from "./parts.ts";

/** What can be counted and timed in a conversation. What has not happened yet is left out. */
export interface Statistics {
  readonly time_to_assignment: number | undefined;
  readonly time_to_admin_reply: number | undefined;
  readonly time_to_first_close: number | undefined;
  readonly time_to_last_close: number | undefined;
  readonly median_time_to_reply: number | undefined;
  readonly first_contact_reply_at: number | undefined;
  readonly first_assignment_at: number | undefined;
  readonly first_admin_reply_at: number | undefined;
  readonly first_close_at: number | undefined;
  readonly last_assignment_at: number | undefined;
  readonly last_assignment_admin_reply_at: number | undefined;
  readonly last_contact_reply_at: number | undefined;
  readonly last_admin_reply_at: number | undefined;
  readonly last_close_at: number | undefined;
  readonly last_closed_by_id: string | undefined;
  readonly count_reopens: number;
  readonly count_assignments: number;
  readonly count_conversation_parts: number;
}

/** Follows from the parts, in the order in which they came. */
export function statisticsOf(conversation: Conversation, parts: readonly Part[]): Statistics {
  const { created_at, source } = conversation;
  const began = source.author.type !== "admin" && source.author.type !== "bot";
  const byContact = [
    ...(began ? [created_at] : []),
    ...times(parts.filter((part) => isReply(part) && !isByAdmin(part))),
  ];
  const replies = parts.filter((part) => isReply(part) && isByAdmin(part));
  const byAdmin = times(replies);
  const assignments = parts.filter(({ assigned_to }) => assigned_to !== null);
  const assigned = times(assignments);
  const closes = parts.filter(({ part_type }) => part_type === "close");
  const closed = times(closes);
  const lastAssignment = assigned.at(-1);
  const since = (at: number | undefined) => (at === undefined ? undefined : at - created_at);
  return {
    time_to_assignment: since(assigned[0]),
    time_to_admin_reply: since(byAdmin[0]),
    time_to_first_close: since(closed[0]),
    time_to_last_close: since(closed.at(-1)),
    median_time_to_reply: median(waits(byContact, byAdmin)),
    first_contact_reply_at: byContact[0],
    first_assignment_at: assigned[0],
    first_admin_reply_at: byAdmin[0],
    first_close_at: closed[0],
    last_assignment_at: lastAssignment,
    last_assignment_admin_reply_at:
      lastAssignment === undefined ? undefined : byAdmin.find((at) => at >= lastAssignment),
    last_contact_reply_at: byContact.at(-1),
    last_admin_reply_at: byAdmin.at(-1),
    last_close_at: closed.at(-1),
    last_closed_by_id: closes.at(-1)?.author.id,
    count_reopens: reopens(parts),
    count_assignments: assignments.length,
    count_conversation_parts: parts.length,
  };
}

/** Whether a part is said to the other side. */
function isReply({ part_type, body }: Part): boolean {
  if (part_type === "comment" || part_type === "quick_reply") return true;
  return (part_type === "open" || part_type === "close") && body !== null;
}

function isByAdmin({ author }: Part): boolean {
  return author.type === "admin";
}

function times(parts: readonly Part[]): number[] {
  return parts.map(({ created_at }) => created_at);
}

/** How long each of the contact's waits was: from the first unanswered message to the answer. */
function waits(byContact: readonly number[], byAdmin: readonly number[]): number[] {
  const found: number[] = [];
  let answered = Number.NEGATIVE_INFINITY;
  for (const answer of byAdmin) {
    const asked = byContact.find((at) => at > answered && at <= answer);
    if (asked !== undefined) found.push(answer - asked);
    answered = answer;
  }
  return found;
}

function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return low === undefined || high === undefined ? undefined : Math.round((low + high) / 2);
}

function reopens(parts: readonly Part[]): number {
  let closed = false;
  let count = 0;
  for (const { part_type } of parts) {
    if (part_type === "close") closed = true;
    if (closed && (part_type === "open" || part_type === "assign_and_reopen")) {
      closed = false;
      count += 1;
    }
  }
  return count;
}
