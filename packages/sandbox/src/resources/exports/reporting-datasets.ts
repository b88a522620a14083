import { isAtLeast, type Version } from "../../description/versions.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { calls, type PhoneCall } from "../../records/calls.ts";
import type { Conversation } from "../../records/conversations.ts";
import { type Ticket, ticketStates, ticketTypes } from "../../records/tickets.ts";
import { allConversations } from "../conversations/conversation-rules.ts";
import { type Statistics, statisticsOf } from "../conversations/conversation-statistics.ts";
import { partsOf } from "../threads/parts.ts";
import { allTickets } from "../tickets/ticket-rules.ts";
import type { Cell } from "./archive.ts";

/** A table that reports are made from. */
export interface Dataset {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The attribute with the time of a row. */
  readonly time_attribute: string;
  readonly attributes: readonly { readonly id: string; readonly name: string }[];
  /** The rows in an API version. */
  readonly rows: (context: RequestContext, version: Version) => readonly Row[];
}

interface Row {
  readonly time: number;
  readonly cells: Readonly<Record<string, Cell>>;
}

interface DatasetOptions<T> {
  readonly id: string;
  readonly name: string;
  readonly time_attribute: string;
  readonly things: (context: RequestContext, version: Version) => readonly T[];
  readonly columns: Readonly<Record<string, (thing: T) => Cell>>;
}

/** Creates a dataset with one row for each record. */
function dataset<T>(options: DatasetOptions<T>): Dataset {
  const { id, name, time_attribute, things, columns } = options;
  const entries = Object.entries(columns);
  return {
    id,
    name,
    description: `One row for each ${id}.`,
    time_attribute,
    attributes: entries.map(([column]) => ({ id: column, name: columnTitle(column) })),
    rows: (context, version) =>
      things(context, version).map((thing) => {
        const cells = Object.fromEntries(entries.map(([column, read]) => [column, read(thing)]));
        return { time: Number(cells[time_attribute]), cells };
      }),
  };
}

/** `call_id` becomes `Call ID`. */
function columnTitle(column: string): string {
  const text = column.replaceAll("_", " ").replace(/\bid\b/g, "ID");
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

const callDataset = dataset<PhoneCall>({
  id: "call",
  name: "Call",
  time_attribute: "call_initiated_at",
  things: (context) => context.collection(calls).all(),
  columns: {
    call_id: ({ id }) => id,
    call_initiated_at: ({ initiated_at }) => initiated_at,
    call_state: ({ state }) => state,
    call_direction: ({ direction }) => direction,
    call_duration: ({ duration }) => duration,
    conversation_id: ({ conversation_id }) => conversation_id,
    teammate_id: ({ admin_id }) => admin_id,
  },
});

interface Reported {
  readonly conversation: Conversation;
  readonly statistics: Statistics;
}

/** Before Preview, conversations without a message of a contact are left out. */
function reportedConversations(context: RequestContext, version: Version): Reported[] {
  const all = allConversations(context)
    .all()
    .map((conversation) => ({
      conversation,
      statistics: statisticsOf(conversation, partsOf(context, conversation.id)),
    }));
  if (isAtLeast(version, "Preview")) return all;
  return all.filter(({ statistics }) => statistics.first_contact_reply_at !== null);
}

const conversationDataset = dataset<Reported>({
  id: "conversation",
  name: "Conversation",
  time_attribute: "conversation_started_at",
  things: reportedConversations,
  columns: {
    conversation_id: ({ conversation }) => conversation.id,
    conversation_started_at: ({ conversation }) => conversation.created_at,
    conversation_state: ({ conversation }) => conversation.state,
    conversation_title: ({ conversation }) => conversation.title,
    conversation_priority: ({ conversation }) => conversation.priority,
    conversation_rating: ({ conversation }) => conversation.rating?.rating,
    user_id: ({ conversation }) => conversation.contact_ids[0],
    teammate_assigned_id: ({ conversation }) => conversation.admin_assignee_id,
    team_assigned_id: ({ conversation }) => conversation.team_assignee_id,
    first_teammate_reply_at: ({ statistics }) => statistics.first_admin_reply_at,
    first_closed_at: ({ statistics }) => statistics.first_close_at,
    last_closed_at: ({ statistics }) => statistics.last_close_at,
    number_of_reopens: ({ statistics }) => statistics.count_reopens,
    number_of_parts: ({ statistics }) => statistics.count_conversation_parts,
  },
});

interface ReportedTicket {
  readonly ticket: Ticket;
  readonly type: string;
  readonly category: string;
  readonly state: string;
}

const ticketDataset = dataset<ReportedTicket>({
  id: "ticket",
  name: "Ticket",
  time_attribute: "ticket_created_at",
  things: (context) =>
    allTickets(context)
      .all()
      .map((ticket) => {
        const { name: type, category } = context.find(ticketTypes, ticket.type_id);
        const state = context.find(ticketStates, ticket.state_id).internal_label;
        return { ticket, type, category, state };
      }),
  columns: {
    ticket_id: ({ ticket }) => ticket.ticket_id,
    ticket_created_at: ({ ticket }) => ticket.created_at,
    ticket_type: ({ type }) => type,
    ticket_category: ({ category }) => category,
    ticket_state: ({ state }) => state,
    ticket_title: ({ ticket }) => String(ticket.attributes["_default_title_"] ?? ""),
    conversation_id: ({ ticket }) => ticket.id,
    user_id: ({ ticket }) => ticket.contact_ids[0],
    company_id: ({ ticket }) => ticket.company_id,
    teammate_assigned_id: ({ ticket }) => ticket.admin_assignee_id,
    team_assigned_id: ({ ticket }) => ticket.team_assignee_id,
  },
});

export const datasets: readonly Dataset[] = [callDataset, conversationDataset, ticketDataset];
