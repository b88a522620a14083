/** What a column holds. It decides how a value is written, and the type of the column in Parquet. */
export type ColumnType = "text" | "integer" | "number" | "boolean" | "time" | "json";

/** One column of an export. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Where the value is in the record, such as `source.author.email`; `tags.tags[].name` is a list of names. */
  readonly path: string;
}

/** What an export has a row for. */
export type RowKind = "contacts" | "companies" | "tickets" | "conversations" | "parts";

const column =
  (type: ColumnType) =>
  (name: string, path: string = name) => ({ name, type, path });
const text = column("text");
const integer = column("integer");
const number = column("number");
const boolean = column("boolean");
const time = column("time");
const json = column("json");

const contacts: readonly Column[] = [
  ...[text("id"), text("external_id"), text("role"), text("email"), text("phone"), text("name")],
  ...[text("owner_id"), time("created_at"), time("updated_at"), time("signed_up_at")],
  ...[time("last_seen_at"), time("last_contacted_at"), time("last_replied_at")],
  ...[time("last_email_opened_at"), time("last_email_clicked_at")],
  ...[boolean("has_hard_bounced"), boolean("marked_email_as_spam")],
  boolean("unsubscribed_from_emails"),
  ...[text("language_override"), text("browser"), text("browser_language"), text("os")],
  ...[text("country", "location.country"), text("region", "location.region")],
  text("city", "location.city"),
  ...[json("tag_ids", "tags.data[].id"), json("company_ids", "companies.data[].id")],
  json("custom_attributes"),
];

const companies: readonly Column[] = [
  ...[text("id"), text("company_id"), text("name"), text("plan", "plan.name"), integer("size")],
  ...[text("website"), text("industry"), number("monthly_spend"), integer("session_count")],
  ...[integer("user_count"), time("created_at"), time("updated_at"), time("remote_created_at")],
  ...[time("last_request_at"), json("tags", "tags.tags[].name")],
  json("custom_attributes"),
];

const tickets: readonly Column[] = [
  ...[text("id"), text("ticket_id"), text("category"), text("type", "ticket_type.name")],
  ...[text("title", "ticket_attributes._default_title_")],
  text("description", "ticket_attributes._default_description_"),
  ...[text("state", "ticket_state.category"), text("state_label", "ticket_state.internal_label")],
  ...[boolean("open"), time("created_at"), time("updated_at"), time("snoozed_until")],
  ...[text("admin_assignee_id"), text("team_assignee_id")],
  ...[json("contact_ids", "contacts.contacts[].id"), boolean("is_shared")],
  json("ticket_attributes"),
];

const conversations: readonly Column[] = [
  ...[text("id"), text("title"), time("created_at"), time("updated_at"), text("state")],
  ...[boolean("open"), boolean("read"), text("priority"), time("waiting_since")],
  ...[time("snoozed_until"), text("admin_assignee_id"), text("team_assignee_id")],
  json("contact_ids", "contacts.contacts[].id"),
  ...[text("source_type", "source.type"), text("source_delivered_as", "source.delivered_as")],
  ...[text("source_subject", "source.subject"), text("source_body", "source.body")],
  text("source_author_type", "source.author.type"),
  ...[text("source_author_id", "source.author.id"), text("source_url", "source.url")],
  text("source_author_email", "source.author.email"),
  json("tags", "tags.tags[].name"),
  ...[integer("rating", "conversation_rating.rating")],
  text("rating_remark", "conversation_rating.remark"),
  boolean("ai_agent_participated"),
  text("ai_agent_resolution_state", "ai_agent.resolution_state"),
  integer("ai_agent_rating", "ai_agent.rating"),
  ...[text("sla_name", "sla_applied.sla_name"), text("sla_status", "sla_applied.sla_status")],
  number("time_to_assignment", "statistics.time_to_assignment"),
  number("time_to_admin_reply", "statistics.time_to_admin_reply"),
  number("time_to_first_close", "statistics.time_to_first_close"),
  number("median_time_to_reply", "statistics.median_time_to_reply"),
  integer("count_reopens", "statistics.count_reopens"),
  integer("count_assignments", "statistics.count_assignments"),
  integer("count_conversation_parts", "statistics.count_conversation_parts"),
  json("custom_attributes"),
];

/** The columns of the conversation come first, so that a row is whole on its own. */
const ofConversation = ["title", "state", "created_at", "admin_assignee_id", "team_assignee_id"];

const parts: readonly Column[] = [
  text("conversation_id", "conversation.id"),
  ...conversations
    .filter(({ name }) => ofConversation.includes(name))
    .map(({ name, type, path }) => ({
      ...{ name: `conversation_${name}`, type },
      path: `conversation.${path}`,
    })),
  ...[text("part_id", "part.id"), text("part_type", "part.part_type")],
  ...[time("created_at", "part.created_at"), time("updated_at", "part.updated_at")],
  ...[text("author_type", "part.author.type"), text("author_id", "part.author.id")],
  ...[text("author_name", "part.author.name"), text("author_email", "part.author.email")],
  text("body", "part.body"),
  ...[text("assigned_to_type", "part.assigned_to.type")],
  text("assigned_to_id", "part.assigned_to.id"),
  ...[boolean("redacted", "part.redacted"), text("external_id", "part.external_id")],
  json("attachments", "part.attachments"),
];

/** The columns of each kind of row, in their order. The names are part of the interface of `interkit export`. */
export const columnsOf: Readonly<Record<RowKind, readonly Column[]>> = {
  ...{ contacts, companies, tickets, conversations, parts },
};
