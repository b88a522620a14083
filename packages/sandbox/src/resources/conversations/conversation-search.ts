import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handler } from "../../engine/call.ts";
import { type Field, type Fields, fieldsOf, fieldTable, foundBy } from "../../search/fields.ts";
import { search } from "../../search/search.ts";
import type { Conversation, Source } from "./conversation-model.ts";
import { allConversations } from "./conversation-rules.ts";
import { type Statistics, statisticsOf } from "./conversation-statistics.ts";
import { conversationListView, priorityIn, teammateIds } from "./conversation-view.ts";
import { partsOf, plainText } from "./parts.ts";

type Table = Record<string, Field<Conversation>>;

const dates = ["created_at", "updated_at", "waiting_since", "snoozed_until"] as const;
const sourceWords = ["type", "id", "delivered_as", "subject"] as const;
const authorWords = ["id", "type", "name", "email"] as const;
const numbers = [
  "time_to_assignment",
  "time_to_admin_reply",
  "time_to_first_close",
  "time_to_last_close",
  "median_time_to_reply",
  "count_reopens",
  "count_assignments",
  "count_conversation_parts",
] as const;
const times = [
  "first_contact_reply_at",
  "first_assignment_at",
  "first_admin_reply_at",
  "first_close_at",
  "last_assignment_at",
  "last_assignment_admin_reply_at",
  "last_contact_reply_at",
  "last_admin_reply_at",
  "last_close_at",
] as const;
const agentWords = [
  "resolution_state",
  "last_answer_type",
  "rating_remark",
  "source_type",
  "source_title",
] as const;

const names = {
  id: "id",
  contact_ids: "contact",
  state: "state",
  tag_ids: "tag",
  admin_assignee_id: "admin",
  team_assignee_id: "team",
  created_at: "created_at",
  updated_at: "updated_at",
};

const table: Table = foundBy(names, {
  ...fieldsOf<Conversation, "id" | "state" | "title">("string", ["id", "state", "title"]),
  ...fieldsOf<Conversation, (typeof dates)[number]>("date", dates),
  ...fieldsOf<Conversation, "read">("boolean", ["read"]),
  open: { type: "boolean", read: ({ state }) => state !== "closed" },
  admin_assignee_id: { type: "integer", read: ({ admin_assignee_id: id }) => number(id) },
  team_assignee_id: { type: "integer", read: ({ team_assignee_id: id }) => number(id) },
  contact_ids: { type: "string", read: ({ contact_ids }) => contact_ids },
  tag_ids: { type: "string", read: ({ tags }) => tags.map(({ id }) => id) },
  channel_initiated: { type: "string", read: ({ source }) => source.type },
  ...Object.fromEntries(
    sourceWords.map((name) => [`source.${name}`, word(({ source }) => source[name])]),
  ),
  ...Object.fromEntries(
    authorWords.map((name) => [`source.author.${name}`, word(({ source }) => source.author[name])]),
  ),
  "source.url": word(() => null),
  // Each word is compared by itself.
  "source.body": { type: "string", read: ({ source }) => wordsOf(source) },
  "conversation_rating.requested_at": { type: "date", read: ({ rating }) => rating?.created_at },
  "conversation_rating.replied_at": { type: "date", read: ({ rating }) => rating?.updated_at },
  "conversation_rating.score": { type: "integer", read: ({ rating }) => rating?.rating },
  "conversation_rating.remark": word(({ rating }) => rating?.remark),
  "conversation_rating.contact_id": word(({ rating }) => rating?.contact_id),
  // The official list spells it without its last i; both are understood.
  "conversation_rating.admin_d": word(({ rating }) => rating?.admin_id),
  "conversation_rating.admin_id": word(({ rating }) => rating?.admin_id),
  ai_agent_participated: { type: "boolean", read: ({ ai_agent }) => ai_agent !== null },
  "ai_agent.rating": { type: "integer", read: ({ ai_agent }) => ai_agent?.rating },
  ...Object.fromEntries(
    agentWords.map((name) => [`ai_agent.${name}`, word(({ ai_agent }) => ai_agent?.[name])]),
  ),
});

function word(read: (conversation: Conversation) => string | null | undefined) {
  return { type: "string", read } satisfies Field<Conversation>;
}

function number(id: string | null): number | null {
  return id === null ? null : Number(id);
}

function wordsOf({ body }: Source): string[] {
  return plainText(body ?? "")
    .split(/[^\p{L}\p{N}'_-]+/u)
    .filter((one) => one !== "");
}

/**
 * What conversations can be searched by.
 *
 * https://developers.intercom.com/docs/references/rest-api/api.intercom.io/conversations/searchconversations
 */
function conversationFields(call: Call): Fields<Conversation> {
  const counted = (name: keyof Statistics, type: "integer" | "date" | "string") =>
    [
      `statistics.${name}`,
      {
        type,
        read: (conversation: Conversation) =>
          statisticsOf(conversation, partsOf(call, conversation.id))[name],
      },
    ] as const;
  const own: Table = {
    teammate_ids: { type: "string", read: ({ id }) => teammateIds(partsOf(call, id)) },
    priority: { type: "string", read: ({ priority }) => priorityIn(call, priority) },
    ...Object.fromEntries(numbers.map((name) => counted(name, "integer"))),
    ...Object.fromEntries(times.map((name) => counted(name, "date"))),
    ...Object.fromEntries([counted("last_closed_by_id", "string")]),
  };
  return fieldTable({ ...table, ...own }, ({ custom_attributes }) => custom_attributes);
}

const found: Handler = search<Conversation>({
  collection: allConversations,
  fields: conversationFields,
  view: (conversation, call) => conversationListView(call, conversation),
  order: { by: ({ updated_at }) => updated_at, descending: true },
  perPage: 20,
});

export const searchConversations: Handler = {
  ...found,
  handle: (call) => ({ ...(found.handle(call) as JsonObject), type: "conversation.list" }),
};
