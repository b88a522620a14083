import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter, missingParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { deletedView } from "../../handlers/response-values.ts";
import { companies, companyNotFound } from "../../records/companies.ts";
import { conversations } from "../../records/conversations.ts";
import { parts } from "../../records/parts.ts";
import { type Ticket, tickets, ticketTypes } from "../../records/tickets.ts";
import { conversationNotFound, readAssignee } from "../conversations/conversation-rules.ts";
import { startJob } from "../jobs/jobs.ts";
import { link, unlinkAll } from "../threads/links.ts";
import type { ContactName } from "../threads/participants.ts";
import { contactOrLead } from "../threads/participants.ts";
import { authorOf, partsOf } from "../threads/parts.ts";
import { attributesOf, ticketView } from "../threads/ticket-view.ts";
import {
  checkAttributes,
  createTicket,
  findState,
  findTicket,
  findType,
  stateFor,
  ticketNotFound,
  withoutNulls,
} from "./ticket-rules.ts";
import { searchTickets } from "./ticket-search.ts";
import { updateTicket } from "./ticket-update.ts";

interface CreateInput {
  readonly ticket_type_id: string | number;
  readonly contacts: readonly ContactName[];
  readonly conversation_to_link_id?: string;
  readonly company_id?: string;
  readonly created_at?: number;
  readonly ticket_attributes?: JsonObject;
  readonly assignment?: {
    readonly admin_assignee_id?: string;
    readonly team_assignee_id?: string;
  };
}

function create(context: RequestContext): Ticket {
  const input = context.body<CreateInput>();
  const { assignment = {}, company_id = null, conversation_to_link_id: linked } = input;
  const type = findType(context, input.ticket_type_id);
  const contact_ids = input.contacts.map((name) => contactOrLead(context, name).id);
  if (contact_ids.length === 0) throw missingParameter("contacts must be given", "contacts");
  if (company_id !== null && !context.collection(companies).get(company_id))
    throw companyNotFound();
  if (linked !== undefined) context.find(conversations, linked, conversationNotFound);
  const { admin_assignee_id: admin, team_assignee_id: team } = assignment;
  const ticket = createTicket(context, {
    type,
    state: stateFor(context, "submitted"),
    attributes: input.ticket_attributes ?? {},
    contact_ids: [...new Set(contact_ids)],
    company_id,
    admin_assignee_id: admin === undefined ? null : readAssignee(context, admin),
    team_assignee_id: team === undefined || team === "0" ? null : team,
    created_at: input.created_at ?? context.now,
    author: authorOf(context, undefined),
    recorded_at: input.created_at ?? context.now,
  });
  if (linked !== undefined) link(context, ticket.id, linked);
  return ticket;
}

/**
 * Creates the ticket at once, but returns a pending job; reading the job returns it as done.
 */
function enqueue(context: RequestContext): JsonObject {
  const { id } = create(context);
  return startJob(context, "ticket", { id, path: `/tickets/${id}` });
}

/** Deletes a ticket. The conversation that it was converted from stays, with its parts. */
function remove(context: RequestContext): JsonObject {
  const { id } = findTicket(context, ticketNotFound);
  context.collection(tickets).delete(id);
  if (!context.collection(conversations).get(id)) {
    for (const part of partsOf(context, id)) context.collection(parts).delete(part.id);
    unlinkAll(context, id);
  }
  return deletedView("ticket", id);
}

interface ChangeTypeInput {
  readonly ticket_type_id: string;
  readonly ticket_state_id: string;
  readonly ticket_attributes?: JsonObject;
}

function checkChangeType(context: RequestContext): void {
  const body = (context.rawBody ?? {}) as JsonObject;
  for (const name of ["ticket_type_id", "ticket_state_id"]) {
    if (body[name] === undefined) throw missingParameter(`${name} is a required parameter`);
  }
}

/** Changes the type. Attributes of the same name and type keep their values unless new ones are sent. */
function changeType(context: RequestContext): JsonObject {
  const ticket = findTicket(context);
  const { ticket_attributes = {}, ...input } = context.body<ChangeTypeInput>();
  const [before, after] = [
    context.find(ticketTypes, ticket.type_id),
    findType(context, input.ticket_type_id),
  ];
  if (before.id === after.id) throw invalidParameter("Cannot change to the same ticket type");
  if (before.category !== after.category) {
    throw invalidParameter("The new ticket type must be in the same category");
  }
  const state = readNewState(context, input.ticket_state_id);
  checkAttributes(context, after, ticket_attributes);
  const old = attributesOf(context, before.id);
  const carried = attributesOf(context, after.id).filter(({ name, data_type, archived }) => {
    const twin = old.find((one) => one.name === name && one.data_type === data_type);
    // The items of a list have other ids in another type.
    return twin !== undefined && !archived && data_type !== "list";
  });
  const values = Object.fromEntries(carried.map(({ name }) => [name, ticket.attributes[name]]));
  const changed = context.collection(tickets).update(ticket.id, {
    type_id: after.id,
    state_id: state.id,
    previous_state_id: ticket.state_id,
    attributes: withoutNulls({ ...values, ...ticket_attributes }),
    updated_at: context.now,
  });
  return ticketView(context, changed);
}

function readNewState(context: RequestContext, id: string) {
  try {
    return findState(context, id);
  } catch {
    throw invalidParameter("Ticket custom state doesn't belong to the new ticket type");
  }
}

export const ticketHandlers: Handlers = {
  "tickets.create": (context) => ticketView(context, create(context)),
  "tickets.enqueue": enqueue,
  "tickets.search": searchTickets,
  "tickets.get": (context) => ticketView(context, findTicket(context)),
  "tickets.update": updateTicket,
  "tickets.delete": remove,
  "tickets.changeType": { check: checkChangeType, handle: changeType },
};
