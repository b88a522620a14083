import type { Handler, RequestContext } from "../../engine/request-context.ts";
import {
  type Category,
  type Ticket,
  ticketStates,
  ticketTypeAttributes,
  ticketTypes,
} from "../../records/tickets.ts";
import { type Attributes, type Fields, fieldsFrom, scalars } from "../../search/facts.ts";
import { type Reader, readersIn } from "../../search/fields.ts";
import { search } from "../../search/search.ts";
import { teammateIds } from "../conversations/conversation-view.ts";
import { partsOf } from "../threads/parts.ts";
import { ticketView } from "../threads/ticket-view.ts";
import { allTickets } from "./ticket-rules.ts";

/** The names of the categories in searches. */
const terms: Record<Category, string> = {
  Customer: "request",
  "Back-office": "task",
  Tracker: "tracker",
};

/** Readers of fields that are not at the path of their name, or that have an index. */
const table: Readonly<Record<string, Reader<Ticket>>> = {
  id: { read: ({ id }) => id, index: "id" },
  title: { read: ({ attributes }) => scalars(attributes["_default_title_"]) },
  description: { read: ({ attributes }) => scalars(attributes["_default_description_"]) },
  created_at: { read: ({ created_at }) => created_at, index: "created_at" },
  updated_at: { read: ({ updated_at }) => updated_at, index: "updated_at" },
  snoozed_until: { read: ({ snoozed_until }) => snoozed_until, index: "snoozed_until" },
  ticket_type_id: { read: ({ type_id }) => type_id, index: "type" },
  contact_ids: { read: ({ contact_ids }) => contact_ids, index: "contact" },
  admin_assignee_id: { read: (ticket) => ticket.admin_assignee_id, index: "admin" },
  team_assignee_id: { read: (ticket) => ticket.team_assignee_id, index: "team" },
};

/** The search fields of tickets in the version of a request. */
function ticketFields(context: RequestContext): Fields<Ticket> {
  const readers = readersIn<Ticket>({
    ...table,
    category: { read: ({ type_id }) => terms[context.find(ticketTypes, type_id).category] },
    state: { read: ({ state_id }) => context.find(ticketStates, state_id).category },
    teammate_ids: { read: ({ id }) => teammateIds(partsOf(context, id)) },
  });
  const attributes: Attributes<Ticket> = (id) => {
    const attribute = context.collection(ticketTypeAttributes).get(id);
    if (!attribute) return undefined;
    return {
      read: ({ type_id, attributes: values }) =>
        type_id === attribute.ticket_type_id ? scalars(values[attribute.name]) : undefined,
    };
  };
  return fieldsFrom(context.search, readers, attributes);
}

export const searchTickets: Handler = search<Ticket>({
  collection: allTickets,
  fields: ticketFields,
  view: (ticket, context) => ticketView(context, ticket),
  order: { by: ({ updated_at }) => updated_at, descending: true },
  perPage: 20,
});
