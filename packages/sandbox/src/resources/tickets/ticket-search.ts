import type { Call, Handler } from "../../engine/call.ts";
import {
  type Field,
  type Fields,
  type FieldValue,
  fieldsOf,
  foundBy,
} from "../../search/fields.ts";
import { search } from "../../search/search.ts";
import { teammateIds } from "../conversations/conversation-view.ts";
import { partsOf } from "../conversations/parts.ts";
import {
  type Category,
  type Ticket,
  ticketStates,
  ticketTypeAttributes,
  ticketTypes,
} from "./ticket-model.ts";
import { allTickets } from "./ticket-rules.ts";
import { ticketView } from "./ticket-view.ts";

/** What searches call the categories. */
const terms: Record<Category, string> = {
  Customer: "request",
  "Back-office": "task",
  Tracker: "tracker",
};

const dates = ["created_at", "updated_at", "snoozed_until"] as const;

const names = {
  id: "id",
  contact_ids: "contact",
  ticket_type_id: "type",
  tag_ids: "tag",
  admin_assignee_id: "admin",
  team_assignee_id: "team",
  created_at: "created_at",
  updated_at: "updated_at",
  snoozed_until: "snoozed_until",
};

const table = foundBy<Ticket>(names, {
  ...fieldsOf<Ticket, "id">("string", ["id"]),
  ...fieldsOf<Ticket, (typeof dates)[number]>("date", dates),
  ...fieldsOf<Ticket, "open">("boolean", ["open"]),
  title: { type: "string", read: ({ attributes }) => scalar(attributes["_default_title_"]) },
  description: {
    type: "string",
    read: ({ attributes }) => scalar(attributes["_default_description_"]),
  },
  ticket_type_id: { type: "string", read: ({ type_id }) => type_id },
  contact_ids: { type: "string", read: ({ contact_ids }) => contact_ids },
  tag_ids: { type: "string", read: ({ tags }) => tags.map(({ id }) => id) },
  admin_assignee_id: { type: "integer", read: ({ admin_assignee_id: id }) => number(id) },
  team_assignee_id: { type: "integer", read: ({ team_assignee_id: id }) => number(id) },
});

function number(id: string | null): number | null {
  return id === null ? null : Number(id);
}

function scalar(value: unknown): FieldValue {
  return typeof value === "object" ? undefined : (value as FieldValue);
}

/**
 * What tickets can be searched by.
 *
 * https://developers.intercom.com/docs/references/rest-api/api.intercom.io/tickets/searchtickets
 */
function ticketFields(call: Call): Fields<Ticket> {
  const own: Record<string, Field<Ticket>> = {
    category: {
      type: "string",
      read: ({ type_id }) => terms[call.find(ticketTypes, type_id).category],
    },
    state: {
      type: "string",
      read: ({ state_id }) => call.find(ticketStates, state_id).category,
    },
    teammate_ids: { type: "string", read: ({ id }) => teammateIds(partsOf(call, id)) },
    ...table,
  };
  return (name) => {
    if (Object.hasOwn(own, name)) return own[name];
    const id = /^ticket_attribute\.(.+)$/.exec(name)?.[1];
    const attribute = id === undefined ? undefined : call.in(ticketTypeAttributes).get(id);
    if (!attribute) return undefined;
    const read = ({ type_id, attributes }: Ticket) =>
      type_id === attribute.ticket_type_id ? scalars(attributes[attribute.name]) : undefined;
    return { type: "any", read };
  };
}

function scalars(value: unknown): FieldValue | readonly FieldValue[] {
  return Array.isArray(value) ? value.map(scalar) : scalar(value);
}

export const searchTickets: Handler = search<Ticket>({
  collection: allTickets,
  fields: ticketFields,
  view: (ticket, call) => ticketView(call, ticket),
  order: { by: ({ updated_at }) => updated_at, descending: true },
  perPage: 20,
});
