import type { JsonObject } from "../../description/openapi.ts";
import { isAtLeast } from "../../description/versions.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { companies } from "../../records/companies.ts";
import type { AiAgent, Conversation, Rating, Source } from "../../records/conversations.ts";
import type { Part } from "../../records/parts.ts";
import { tickets } from "../../records/tickets.ts";
import { companyView } from "../companies/company-view.ts";
import { tagList } from "../tags/tags.ts";
import { linkedObjects } from "../threads/links.ts";
import { contactList, contactReference } from "../threads/participants.ts";
import { authorView, formatBody, partList, partsOf } from "../threads/parts.ts";
import { ticketView } from "../threads/ticket-view.ts";
import { statisticsOf } from "./conversation-statistics.ts";

/** A conversation in a list: without its parts. */
export function conversationListView(
  context: RequestContext,
  conversation: Conversation,
): JsonObject {
  const { id, contact_ids, source, rating, ai_agent } = conversation;
  const all = partsOf(context, id);
  const ticket = context.collection(tickets).get(id);
  const company = context.collection(companies).get(conversation.company_id ?? "");
  const statistics = statisticsOf(conversation, all);
  const { first_contact_reply_at: replied_at } = statistics;
  return {
    type: "conversation",
    id,
    title: conversation.title,
    created_at: conversation.created_at,
    updated_at: conversation.updated_at,
    waiting_since: conversation.waiting_since,
    snoozed_until: conversation.snoozed_until,
    // A snoozed conversation counts as open.
    open: conversation.state !== "closed",
    state: conversation.state,
    read: conversation.read,
    priority: priorityIn(context, conversation.priority),
    admin_assignee_id: assigneeIn(context, conversation.admin_assignee_id),
    team_assignee_id: assigneeIn(context, conversation.team_assignee_id),
    company: company ? companyView(context, company) : null,
    tags: tagList(context, conversation),
    conversation_rating: rating && {
      ...rating,
      contact: contactReference(context, rating.contact_id),
      teammate: ratedTeammate(context, rating),
    },
    source: sourceView(context, source),
    contacts: contactList(context, contact_ids),
    teammates: teammates([source, ...all]),
    custom_attributes: conversation.custom_attributes,
    first_contact_reply:
      replied_at === null ? null : { created_at: replied_at, type: source.type, url: null },
    sla_applied: null,
    statistics: { type: "conversation_statistics", ...statistics },
    linked_objects: linkedObjects(context, id),
    ai_topics: null,
    ai_agent: ai_agent && agentView(context, ai_agent),
    ai_agent_participated: ai_agent !== null,
    sales_agent: null,
    sales_agent_participated: false,
    channel: { initial: "messenger", current: "messenger" },
    external_references: [],
    monitor_evaluations: context.query["include_monitors"] === true ? [] : undefined,
    scorecards: context.query["include_scorecards"] === true ? [] : undefined,
    topics: { type: "topic.list", topics: [], total_count: 0 },
    ticket: ticket ? ticketView(context, ticket) : null,
  };
}

/** The response of a conversation, with its parts. */
export function conversationView(context: RequestContext, conversation: Conversation): JsonObject {
  return {
    ...conversationListView(context, conversation),
    conversation_parts: partList(context, "conversation_part", conversation.id),
  };
}

/**
 * The message that opened a conversation. An unknown source is null up to 2.15, and a source of the
 * type `unknown` since then.
 */
function sourceView(context: RequestContext, source: Source): JsonObject | null {
  if (source.type === "unknown" && !isAtLeast(context.version, "2.16")) return null;
  return {
    ...source,
    author: authorView(source.author),
    body: formatBody(context, source.body),
    url: null,
  };
}

/** The documentation of 2.17 names the workflow that requested the rating; that of Preview does not. */
function ratedTeammate({ version }: RequestContext, { admin_id, workflow_id }: Rating): JsonObject {
  const namesWorkflow = isAtLeast(version, "2.17") && version !== "Preview";
  if (namesWorkflow && workflow_id !== undefined) return { type: "workflow", id: workflow_id };
  return { type: "admin", id: admin_id };
}

/** No assignee is null up to 2.15, and 0 since then. */
function assigneeIn(context: RequestContext, id: string | null): number | null {
  if (id !== null) return Number(id);
  return isAtLeast(context.version, "2.16") ? 0 : null;
}

/** Up to 2.14, the state `escalated` is called `routed_to_team`. */
function agentView(context: RequestContext, agent: AiAgent): JsonObject {
  const { resolution_state: state } = agent;
  const old = state === "escalated" && !isAtLeast(context.version, "2.15");
  return {
    ...agent,
    resolution_state: old ? "routed_to_team" : state,
    content_sources: { type: "content_source.list", total_count: 0, content_sources: [] },
  };
}

/** Up to 2.15, the priority is `priority` or `not_priority`. */
export function priorityIn(context: RequestContext, priority: string): string {
  if (isAtLeast(context.version, "2.16")) return priority;
  return priority === "none" || priority === "low" ? "not_priority" : "priority";
}

/** The first message of a conversation, or a part. */
type Message = Pick<Part, "author" | "body" | "attachments"> & Partial<Pick<Part, "part_type">>;

/** The list of admins who wrote in the conversation. */
function teammates(all: readonly Message[]): JsonObject {
  return { type: "admin.list", admins: teammateIds(all).map((id) => ({ type: "admin", id })) };
}

/** The ids of the admins who wrote. An admin who only closed or assigned is not included. */
export function teammateIds(all: readonly Message[]): string[] {
  const said = all.filter(
    ({ body, attachments, part_type }) =>
      body !== null || attachments.length > 0 || part_type === "quick_reply",
  );
  const byAdmins = said.filter(({ author }) => author.type === "admin");
  return [...new Set(byAdmins.map(({ author }) => author.id))];
}
