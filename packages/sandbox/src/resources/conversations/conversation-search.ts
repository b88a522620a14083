import type { JsonObject } from "../../description/openapi.ts";
import type { Handler, RequestContext } from "../../engine/request-context.ts";
import type { Conversation, Source } from "../../records/conversations.ts";
import { type Fields, fieldsFrom, scalars } from "../../search/facts.ts";
import { type Reader, readersIn } from "../../search/fields.ts";
import { search } from "../../search/search.ts";
import { htmlToPlainText, partsOf } from "../threads/parts.ts";
import { allConversations } from "./conversation-rules.ts";
import { type SearchableStatistics, statisticsOf } from "./conversation-statistics.ts";
import { conversationListView, priorityIn, teammateIds } from "./conversation-view.ts";

/** Readers of fields that are not at the path of their name, or that have an index. */
const table: Readonly<Record<string, Reader<Conversation>>> = {
  id: { read: ({ id }) => id, index: "id" },
  state: { read: ({ state }) => state, index: "state" },
  open: { read: ({ state }) => state !== "closed" },
  created_at: { read: ({ created_at }) => created_at, index: "created_at" },
  updated_at: { read: ({ updated_at }) => updated_at, index: "updated_at" },
  admin_assignee_id: { read: (one) => number(one.admin_assignee_id), index: "admin" },
  team_assignee_id: { read: (one) => number(one.team_assignee_id), index: "team" },
  contact_ids: { read: ({ contact_ids }) => contact_ids, index: "contact" },
  tag_ids: { read: ({ tags }) => tags.map(({ id }) => id), index: "tag" },
  channel_initiated: { read: ({ source }) => source.type },
  // Each word is compared separately.
  "source.body": { read: ({ source }) => wordsOf(source) },
  "conversation_rating.requested_at": { read: ({ rating }) => rating?.created_at },
  "conversation_rating.replied_at": { read: ({ rating }) => rating?.updated_at },
  "conversation_rating.score": { read: ({ rating }) => rating?.rating },
  "conversation_rating.remark": { read: ({ rating }) => rating?.remark },
  "conversation_rating.contact_id": { read: ({ rating }) => rating?.contact_id },
  "conversation_rating.admin_d": { read: ({ rating }) => rating?.admin_id },
  "conversation_rating.admin_id": { read: ({ rating }) => rating?.admin_id },
  ai_agent_participated: { read: ({ ai_agent }) => ai_agent !== null },
};

function number(id: string | null): number | null {
  return id === null ? null : Number(id);
}

function wordsOf({ body }: Source): string[] {
  return htmlToPlainText(body ?? "")
    .split(/[^\p{L}\p{N}'_-]+/u)
    .filter((one) => one !== "");
}

const statistic = /^statistics\.(.+)$/;

/** The search fields of conversations in the version of a request. */
function conversationFields(context: RequestContext): Fields<Conversation> {
  const own = readersIn<Conversation>({
    ...table,
    teammate_ids: { read: ({ id, source }) => teammateIds([source, ...partsOf(context, id)]) },
    priority: { read: ({ priority }) => priorityIn(context, priority) },
  });
  const readers = (name: string): Reader<Conversation> | undefined => {
    const counted = statistic.exec(name)?.[1] as keyof SearchableStatistics | undefined;
    if (counted === undefined) return own(name);
    return { read: (one) => statisticsOf(one, partsOf(context, one.id))[counted] };
  };
  return fieldsFrom(context.search, readers, (name) => ({
    read: ({ custom_attributes }) => scalars(custom_attributes[name]),
  }));
}

const found: Handler = search<Conversation>({
  collection: allConversations,
  fields: conversationFields,
  view: (conversation, context) => conversationListView(context, conversation),
  order: { by: ({ updated_at }) => updated_at, descending: true },
  perPage: 20,
});

export const searchConversations: Handler = {
  ...found,
  handle: (context) => ({ ...(found.handle(context) as JsonObject), type: "conversation.list" }),
};
