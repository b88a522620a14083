import type { Conversation } from "../../records/conversations.ts";
import type { Part } from "../../records/parts.ts";

/** Statistics that are null until their event has happened. */
type Moments = Readonly<Record<(typeof moments)[number], number | null>>;

const moments = [
  "time_to_assignment",
  "time_to_admin_reply",
  "time_to_first_close",
  "time_to_last_close",
  "median_time_to_reply",
  "first_contact_reply_at",
  "first_assignment_at",
  "first_admin_reply_at",
  "first_close_at",
  "last_assignment_at",
  "last_assignment_admin_reply_at",
  "last_contact_reply_at",
  "last_admin_reply_at",
  "last_close_at",
  "last_closed_by_id",
  "handling_time",
  "adjusted_handling_time",
] as const;

/** The time from the assignment of a team to its first answer, in seconds. */
interface TeamResponse {
  readonly response_time: number;
  readonly team_id: number;
}

/** The statistics that searches can filter by. */
export interface SearchableStatistics extends Moments {
  readonly count_reopens: number;
  readonly count_assignments: number;
  readonly count_conversation_parts: number;
}

/** The statistics of a conversation. */
export interface Statistics extends SearchableStatistics {
  readonly assigned_team_first_response_time: readonly TeamResponse[];
  readonly assigned_team_first_response_time_in_office_hours: readonly TeamResponse[];
}

/** When contacts and admins wrote to each other, oldest first. */
interface Messages {
  readonly byContact: readonly number[];
  readonly byAdmin: readonly number[];
}

function messagesOf({ created_at, source }: Conversation, parts: readonly Part[]): Messages {
  const began = source.author.type !== "admin" && source.author.type !== "bot";
  return {
    byContact: [
      ...(began ? [created_at] : []),
      ...times(parts.filter((part) => isReply(part) && !isByAdmin(part))),
    ],
    byAdmin: times(parts.filter((part) => isReply(part) && isByAdmin(part))),
  };
}

/** The time of the contact's first unanswered message; null when every one has an answer. */
export function unansweredSince(conversation: Conversation, parts: readonly Part[]): number | null {
  const { byContact, byAdmin } = messagesOf(conversation, parts);
  const answered = byAdmin.at(-1) ?? Number.NEGATIVE_INFINITY;
  return byContact.find((at) => at > answered) ?? null;
}

/** Computes the statistics from the parts, oldest first. */
export function statisticsOf(conversation: Conversation, parts: readonly Part[]): Statistics {
  const { created_at } = conversation;
  const { byContact, byAdmin: messages } = messagesOf(conversation, parts);
  // Intercom counts replies of admins only in conversations in which a contact wrote.
  const byAdmin = byContact.length === 0 ? [] : messages;
  const assignments = parts.filter(isAssignment);
  const assigned = times(assignments);
  const closes = parts.filter(({ part_type }) => part_type === "close");
  const closed = times(closes);
  const lastClose = closes.at(-1);
  const lastAssignment = assigned.at(-1);
  const since = (at: number | undefined) => (at === undefined ? null : at - created_at);
  const responses = teamResponses(assignments, byAdmin);
  return {
    time_to_assignment: since(assigned[0]),
    time_to_admin_reply: since(byAdmin[0]),
    time_to_first_close: since(closed[0]),
    time_to_last_close: since(lastClose?.created_at),
    median_time_to_reply: median(waits(byContact, byAdmin)),
    first_contact_reply_at: byContact[0] ?? null,
    first_assignment_at: assigned[0] ?? null,
    first_admin_reply_at: byAdmin[0] ?? null,
    first_close_at: closed[0] ?? null,
    last_assignment_at: lastAssignment ?? null,
    last_assignment_admin_reply_at:
      lastAssignment === undefined ? null : firstFrom(byAdmin, lastAssignment),
    last_contact_reply_at: byContact.at(-1) ?? null,
    last_admin_reply_at: byAdmin.at(-1) ?? null,
    last_close_at: lastClose?.created_at ?? null,
    last_closed_by_id: lastClose ? Number(lastClose.author.id) : null,
    count_reopens: reopens(parts),
    count_assignments: assignments.length,
    // The first message, which is no part, is counted too.
    count_conversation_parts: parts.length + 1,
    assigned_team_first_response_time: responses,
    // The sandbox is always open.
    assigned_team_first_response_time_in_office_hours: responses,
    handling_time: handlingTime(assigned, closed),
    adjusted_handling_time: null,
  };
}

/** Whether a part assigns someone. Removing an assignee does not count. */
function isAssignment({ assigned_to }: Part): boolean {
  return typeof assigned_to?.["id"] === "string";
}

function firstFrom(times: readonly number[], since: number): number | null {
  return times.find((at) => at >= since) ?? null;
}

/** From the first assignment to the last closing after it. */
function handlingTime(assigned: readonly number[], closed: readonly number[]): number | null {
  const [from] = assigned;
  const to = closed.at(-1);
  return from === undefined || to === undefined || to < from ? null : to - from;
}

function teamResponses(assignments: readonly Part[], byAdmin: readonly number[]): TeamResponse[] {
  const first = new Map<string, TeamResponse>();
  for (const { assigned_to, created_at } of assignments) {
    const { type, id } = assigned_to as { type: string; id: string };
    const answer = firstFrom(byAdmin, created_at);
    if (type !== "team" || answer === null || first.has(id)) continue;
    first.set(id, { response_time: answer - created_at, team_id: Number(id) });
  }
  return [...first.values()];
}

/** Whether a part is a message to the other side. */
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

/** The contact's waiting times: from the first unanswered message to the answer. */
function waits(byContact: readonly number[], byAdmin: readonly number[]): number[] {
  const found: number[] = [];
  let answered = Number.NEGATIVE_INFINITY;
  for (const answer of byAdmin) {
    const waitingSince = byContact.find((at) => at > answered && at <= answer);
    if (waitingSince !== undefined) found.push(answer - waitingSince);
    answered = answer;
  }
  return found;
}

/** The median; of an even count, the mean of the two middle values, which may be a fraction. */
function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
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
