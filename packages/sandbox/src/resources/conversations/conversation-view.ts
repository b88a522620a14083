import type { JsonObject } from "../../description/openapi.ts";
import { isAtLeast } from "../../description/versions.ts";
import type { Call } from "../../engine/call.ts";
import { companies } from "../companies/company-model.ts";
import { companyView } from "../companies/company-view.ts";
import { tagList } from "../tags/tags.ts";
import { linkedObjects } from "../tickets/links.ts";
import { tickets } from "../tickets/ticket-model.ts";
import { ticketView } from "../tickets/ticket-view.ts";
import type { AiAgent, Conversation } from "./conversation-model.ts";
import { statisticsOf } from "./conversation-statistics.ts";
import { contactList, contactReference } from "./participants.ts";
import { authorView, type Part, partList, partsOf, worded } from "./parts.ts";

/** How a conversation is shown in a list: everything but its parts. */
export function conversationListView(call: Call, conversation: Conversation): JsonObject {
  const { id, contact_ids, source, rating, ai_agent } = conversation;
  const all = partsOf(call, id);
  const ticket = call.in(tickets).get(id);
  const company = call.in(companies).get(conversation.company_id ?? "");
  const statistics = statisticsOf(conversation, all);
  return {
    type: "conversation",
    id,
    title: conversation.title,
    created_at: conversation.created_at,
    updated_at: conversation.updated_at,
    waiting_since: conversation.waiting_since,
    snoozed_until: conversation.snoozed_until,
    // What is snoozed counts as open.
    open: conversation.state !== "closed",
    state: conversation.state,
    read: conversation.read,
    priority: priorityIn(call, conversation.priority),
    admin_assignee_id: conversation.admin_assignee_id,
    team_assignee_id: conversation.team_assignee_id,
    company: company ? companyView(call, company) : null,
    tags: tagList(call, conversation),
    conversation_rating: rating && {
      ...rating,
      contact: contactReference(call, rating.contact_id),
      teammate: { type: "admin", id: rating.admin_id },
    },
    source: {
      ...source,
      author: authorView(source.author),
      body: worded(call, source.body),
      url: null,
      recipients: null,
      reply_to: null,
    },
    contacts: contactList(call, contact_ids),
    teammates: teammates(all),
    custom_attributes: conversation.custom_attributes,
    first_contact_reply:
      statistics.first_contact_reply_at === undefined
        ? null
        : { created_at: statistics.first_contact_reply_at, type: source.type, url: null },
    sla_applied: null,
    statistics: { type: "conversation_statistics", ...statistics },
    linked_objects: linkedObjects(call, id),
    ai_topics: null,
    ai_agent: ai_agent && agentView(call, ai_agent),
    ai_agent_participated: ai_agent !== null,
    sales_agent: null,
    sales_agent_participated: false,
    channel: { initial: "messenger", current: "messenger" },
    external_references: [],
    monitor_evaluations: call.query["include_monitors"] === true ? [] : undefined,
    scorecards: call.query["include_scorecards"] === true ? [] : undefined,
    topics: {},
    ticket: ticket ? ticketView(call, ticket) : null,
  };
}

/** How a conversation is shown by itself: with its parts. */
export function conversationView(call: Call, conversation: Conversation): JsonObject {
  return {
    ...conversationListView(call, conversation),
    conversation_parts: partList(call, "conversation_part", conversation.id),
  };
}

/** Up to 2.14 what was escalated is called otherwise. */
function agentView(call: Call, agent: AiAgent): JsonObject {
  const { resolution_state: state } = agent;
  const old = state === "escalated" && !isAtLeast(call.version, "2.15");
  return {
    ...agent,
    resolution_state: old ? "routed_to_team" : state,
    content_sources: { type: "content_source.list", total_count: 0, content_sources: [] },
  };
}

/** Up to 2.15 a conversation has priority or has not. */
export function priorityIn(call: Call, priority: string): string {
  if (isAtLeast(call.version, "2.16")) return priority;
  return priority === "none" || priority === "low" ? "not_priority" : "priority";
}

/** The admins who wrote something. */
function teammates(all: readonly Part[]): JsonObject {
  return { type: "admin.list", admins: teammateIds(all).map((id) => ({ type: "admin", id })) };
}

export function teammateIds(all: readonly Part[]): string[] {
  return [...new Set(all.filter(isByAdmin).map(({ author }) => author.id))];
}

function isByAdmin({ author }: Part): boolean {
  return author.type === "admin";
}
