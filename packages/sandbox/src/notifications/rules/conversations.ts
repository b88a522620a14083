import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type Conversation, conversations } from "../../records/conversations.ts";
import { type Part, parts } from "../../records/parts.ts";
import { conversationListView } from "../../resources/conversations/conversation-view.ts";
import { partView } from "../../resources/threads/parts.ts";
import { type Changes, differs, type RecordChange } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";
import { participantsMoved } from "./participants.ts";
import { conversationRecord } from "./records.ts";
import { replyBy } from "./replies.ts";

/** The item of a conversation, with the parts that the notification is about. */
function conversationItem(
  context: RequestContext,
  conversation: Conversation,
  about: readonly Part[],
): JsonObject {
  return {
    ...conversationListView(context, conversation),
    conversation_parts: {
      type: "conversation_part.list",
      conversation_parts: about.map((part) => partView(context, "conversation_part", part)),
      total_count: about.length,
    },
  };
}

/** What happened to conversations. */
export function* conversationRule(changes: Changes): Generator<Occurrence> {
  const newParts = changes.added(parts);
  for (const change of changes.of(conversations)) {
    const { before, after } = change;
    if (after) {
      const own = newParts.filter(({ owner_id }) => owner_id === after.id);
      const about = (topic: Topic): Occurrence => ({
        topic,
        item: (context) => conversationItem(context, after, own),
      });
      yield* (before ? changed(before, after) : opened(after)).map(about);
      if (isRated(after) && !(before && isRated(before))) yield about("conversation.rating.added");
      yield* participantsMoved(changes, change, {
        topics: ["conversation.contact.attached", "conversation.contact.detached"],
        item: () => ({ conversation: conversationRecord(after, own) }),
      });
    } else if (before) yield deleted(before);
  }
  for (const part of changes.of(parts)) yield* partChanged(changes, part);
}

function opened({ source }: Conversation): Topic[] {
  const { type } = source.author;
  if (type === "bot") return [];
  return type === "admin" ? ["conversation.admin.single.created"] : ["conversation.user.created"];
}

/** Whether a contact rated a teammate, or Fin. */
function isRated({ rating, ai_agent }: Conversation): boolean {
  return rating !== null || (ai_agent?.rating ?? null) !== null;
}

function deleted({ id }: Conversation): Occurrence {
  return {
    topic: "conversation.deleted",
    item: () => ({ type: "conversation", conversation_id: id }),
  };
}

function changed(before: Conversation, after: Conversation): Topic[] {
  const had = before.tags.map(({ id }) => id);
  const rules: readonly (readonly [topic: Topic, applies: boolean])[] = [
    ["conversation.read", after.read && !before.read],
    ["conversation.priority.updated", before.priority !== after.priority],
    ["conversation.company.updated", before.company_id !== after.company_id],
    ["conversation_part.redacted", after.source.redacted && !before.source.redacted],
    ["conversation_part.tag.created", after.tags.some(({ id }) => !had.includes(id))],
    ["conversation.updated", differs(before, after, ["title", "custom_attributes"])],
  ];
  return rules.flatMap(([topic, applies]) => (applies ? [topic] : []));
}

function* partChanged(
  { store }: Changes,
  { before, after: part }: RecordChange<Part>,
): Generator<Occurrence> {
  const conversation = part && store.collection(conversations).get(part.owner_id);
  if (!conversation) return;
  const redacted = before && part.redacted && !before.redacted;
  const found = before ? (redacted ? ["conversation_part.redacted" as const] : []) : topicsOf(part);
  for (const topic of found) {
    yield { topic, item: (context) => conversationItem(context, conversation, [part]) };
  }
}

const replies: Readonly<Record<string, Topic>> = {
  admin: "conversation.admin.replied",
  contact: "conversation.user.replied",
  bot: "conversation.operator.replied",
};

/** What admins did, by the type of the part. The end of a snooze has no admin. */
const actions: Readonly<Record<string, Topic>> = {
  note: "conversation.admin.noted",
  assignment: "conversation.admin.assigned",
  assign_and_reopen: "conversation.admin.open.assigned",
  close: "conversation.admin.closed",
  open: "conversation.admin.opened",
  snoozed: "conversation.admin.snoozed",
  unsnoozed: "conversation.admin.unsnoozed",
};

function topicsOf(part: Part): Topic[] {
  const { part_type, author } = part;
  if (part_type === "timer_unsnooze") return ["conversation.admin.unsnoozed"];
  const by = replyBy(part);
  const reply = by === undefined ? undefined : replies[by];
  const action = author.type === "admin" ? actions[part_type] : undefined;
  return [reply, action].filter((topic) => topic !== undefined);
}
