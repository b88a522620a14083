import type { JsonObject } from "../description/openapi.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";
import type { Author } from "./parts.ts";
import type { Tagged } from "./tags.ts";

export type ConversationState = "open" | "closed" | "snoozed";

/** The message that opened a conversation. */
export interface Source {
  readonly id: string;
  readonly type: string;
  readonly delivered_as: string;
  readonly subject: string | null;
  readonly body: string | null;
  readonly author: Author;
  readonly attachments: readonly JsonObject[];
  readonly redacted: boolean;
}

/** A contact's rating. It comes from the Messenger or from a seed; the API cannot create one. */
export interface Rating {
  readonly rating: number;
  readonly remark: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly contact_id: string;
  readonly admin_id: string;
  /** The workflow that requested it, where no teammate took part. */
  readonly workflow_id?: string;
}

/** Fin's part in a conversation, and the contact's rating of it. */
export interface AiAgent {
  readonly source_type: string | null;
  readonly source_title: string | null;
  readonly last_answer_type: string | null;
  readonly resolution_state: string | null;
  /** 1 to 5. */
  readonly rating: number | null;
  readonly rating_remark: string | null;
  /** When Fin was rated, and when that last changed. */
  readonly created_at: number | null;
  readonly updated_at: number | null;
}

/** Fin's part before its first answer. */
export const blankAgent: AiAgent = {
  source_type: "profile",
  source_title: "Fin",
  last_answer_type: null,
  resolution_state: null,
  rating: null,
  rating_remark: null,
  created_at: null,
  updated_at: null,
};

/** A conversation as it is stored: one shape for all API versions. */
export interface Conversation extends Tagged {
  readonly title: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly waiting_since: number | null;
  readonly snoozed_until: number | null;
  readonly state: ConversationState;
  readonly read: boolean;
  readonly priority: string;
  readonly admin_assignee_id: string | null;
  readonly team_assignee_id: string | null;
  readonly company_id: string | null;
  readonly contact_ids: readonly string[];
  readonly custom_attributes: JsonObject;
  readonly source: Source;
  readonly rating: Rating | null;
  /** Null where Fin does not take part. */
  readonly ai_agent: AiAgent | null;
  readonly merged_into: string | null;
}

/** Conversations and tickets share a count of ids, since a converted conversation keeps its id. */
export const conversations: CollectionKey<Conversation> = collection<Conversation>(
  "conversations",
  "number",
  {
    contact: ({ contact_ids }) => contact_ids,
    company: ({ company_id }) => [company_id],
    state: ({ state }) => [state],
    tag: ({ tags }) => tags.map(({ id }) => id),
    admin: ({ admin_assignee_id }) => [admin_assignee_id],
    team: ({ team_assignee_id }) => [team_assignee_id],
  },
  {
    created_at: ({ created_at }) => created_at,
    updated_at: ({ updated_at }) => updated_at,
    snoozed_until: ({ state, snoozed_until }) => state === "snoozed" && snoozed_until,
  },
);

/** Ids of the messages that open conversations. */
export const openingMessages: CollectionKey<Entity> = collection<Entity>(
  "openingMessages",
  "number",
);

/** A deleted conversation. */
export interface DeletedConversation extends Entity {
  readonly metrics_retained: boolean;
  readonly deleted_at: number;
}

export const deletedConversations: CollectionKey<DeletedConversation> =
  collection<DeletedConversation>(
    "deletedConversations",
    "number",
    {},
    { deleted_at: ({ deleted_at }) => deleted_at },
  );

/** The start or the end of a teammate's pause. The API only lists them. */
export interface HandlingEvent extends Entity {
  readonly conversation_id: string;
  readonly admin_id: string;
  readonly type: "paused" | "resumed";
  readonly reason: string | null;
  readonly created_at: number;
}

export const handlingEvents: CollectionKey<HandlingEvent> = collection<HandlingEvent>(
  "handlingEvents",
  "number",
  { conversation: ({ conversation_id }) => [conversation_id] },
);

/** A side conversation of teammates; the owner id of its parts is `side <id>`. */
export interface SideConversation extends Entity {
  readonly conversation_id: string;
  readonly created_at: number;
}

export const sideConversations: CollectionKey<SideConversation> = collection<SideConversation>(
  "sideConversations",
  "number",
  { conversation: ({ conversation_id }) => [conversation_id] },
);

/** The owner of a side conversation's parts. */
export const sideOwner = (id: string): string => `side ${id}`;

/** A new conversation that a contact opened. */
export function blankConversation(source: Source, now: number): Omit<Conversation, "id"> {
  return {
    title: source.type === "unknown" ? null : "",
    created_at: now,
    updated_at: now,
    waiting_since: now,
    snoozed_until: null,
    state: "open",
    read: true,
    priority: "none",
    admin_assignee_id: null,
    team_assignee_id: null,
    company_id: null,
    contact_ids: [],
    tags: [],
    custom_attributes: {},
    source,
    rating: null,
    ai_agent: null,
    merged_into: null,
  };
}
