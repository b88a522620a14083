import type { JsonObject } from "../../description/openapi.ts";
import { type ApiError, apiError, invalidParameter, notFound } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { conversations } from "../../records/conversations.ts";
import type { Author, Part } from "../../records/parts.ts";
import {
  type Ticket,
  type TicketState,
  type TicketType,
  type TicketTypeAttribute,
  ticketNumbers,
  ticketStates,
  tickets,
  ticketTypes,
} from "../../records/tickets.ts";
import type { Collection } from "../../store/collection.ts";
import { fitsScalar } from "../data/scalar-types.ts";
import { addPart } from "../threads/parts.ts";
import { activeTicketStates, attributesOf } from "../threads/ticket-view.ts";

export const ticketNotFound = (): ApiError => notFound("Ticket not found", "ticket_not_found");

/** The ticket in the path; a due snooze is ended. @throws {ApiError} 404 when there is none. */
export function findTicket(context: RequestContext, missing?: () => ApiError): Ticket {
  return endSnooze(context, context.find(tickets, context.param("ticket_id"), missing));
}

/** All tickets; due snoozes are ended. */
export function allTickets(context: RequestContext): Collection<Ticket> {
  const all = context.collection(tickets);
  const over = all.between("snoozed_until", Number.NEGATIVE_INFINITY, context.now);
  for (const ticket of over.read()) endSnooze(context, ticket);
  return all;
}

/** Opens a ticket whose snooze is due. */
function endSnooze(context: RequestContext, ticket: Ticket): Ticket {
  const { id, snoozed_until } = ticket;
  if (snoozed_until === null || snoozed_until > context.now) return ticket;
  return context
    .collection(tickets)
    .update(id, { snoozed_until: null, open: true, updated_at: snoozed_until });
}

/** The type with an id. @throws {ApiError} 404 when there is none, 400 when it is archived. */
export function findType(context: RequestContext, id: string | number): TicketType {
  const type = context.find(ticketTypes, String(id), typeNotFound);
  if (type.archived) throw invalidParameter("Ticket type is archived", "ticket_type_id");
  return type;
}

export const typeNotFound = (): ApiError => notFound("Ticket type not found");

/** The state with an id. @throws {ApiError} 400 when it is unknown or archived. */
export function findState(context: RequestContext, id: string | number): TicketState {
  const state = context.collection(ticketStates).get(String(id));
  if (state && !state.archived) return state;
  const message = "Ticket state id is not valid or is not associated with the ticket type";
  throw apiError(400, "ticket_state_id_invalid", message);
}

/** The first state of a category. */
export function stateFor(context: RequestContext, category: string): TicketState {
  const state = activeTicketStates(context).find((one) => one.category === category);
  if (!state) throw invalidParameter(`There is no ticket state of the category ${category}`);
  return state;
}

/** The input for a new ticket. */
export interface NewTicket
  extends Pick<
    Ticket,
    | "attributes"
    | "contact_ids"
    | "company_id"
    | "admin_assignee_id"
    | "team_assignee_id"
    | "created_at"
  > {
  readonly id?: string;
  readonly type: TicketType;
  readonly state: TicketState;
  readonly tags?: Ticket["tags"];
  readonly author: Author;
  /** The time of the first part. */
  readonly recorded_at: number;
}

/** Creates a ticket. With the `id` of a conversation, it is the ticket of that conversation. */
export function createTicket(context: RequestContext, input: NewTicket): Ticket {
  const { type, state, author, recorded_at, attributes, id, ...rest } = input;
  checkAttributes(context, type, attributes);
  checkRequired(context, type, attributes);
  const ticket = context.collection(tickets).insert({
    tags: [],
    ...rest,
    id: id ?? context.store.nextId(conversations),
    ticket_id: context.store.nextId(ticketNumbers),
    type_id: type.id,
    state_id: state.id,
    previous_state_id: null,
    attributes: withoutNulls(attributes),
    updated_at: recorded_at,
    open: true,
    snoozed_until: null,
    // Contacts see customer tickets only.
    is_shared: type.category === "Customer",
  });
  addPart(context, {
    ...stateUpdated(state, state),
    author,
    owner_id: ticket.id,
    created_at: recorded_at,
  });
  return ticket;
}

export function stateUpdated(
  before: TicketState,
  after: TicketState,
): Pick<Part, "part_type" | "details"> {
  return {
    part_type: "ticket_state_updated_by_admin",
    details: { ticket_state: after.category, previous_ticket_state: before.category },
  };
}

/** Null removes an attribute. */
export function withoutNulls(attributes: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));
}

/** @throws {ApiError} 400 for attributes that the type does not have, or invalid values. */
export function checkAttributes(
  context: RequestContext,
  type: TicketType,
  values: JsonObject,
): void {
  const known = attributesOf(context, type.id).filter(({ archived }) => !archived);
  const extra = Object.keys(values).filter((name) => !known.some((one) => one.name === name));
  if (extra.length > 0) {
    const names = extra.join(", ");
    throw invalidParameter(`Extra attributes provided that are not found on ticket type: ${names}`);
  }
  for (const attribute of known) {
    const value = values[attribute.name];
    if (value === undefined || value === null || fits(attribute, value)) continue;
    const message = `Ticket attribute ${attribute.name} must be ${valuesText(attribute)}`;
    throw invalidParameter(message, `ticket_attributes.${attribute.name}`);
  }
}

function checkRequired(context: RequestContext, type: TicketType, values: JsonObject): void {
  const needed = attributesOf(context, type.id).filter(
    ({ archived, required_to_create }) => !archived && required_to_create,
  );
  const missing = needed.filter(({ name }) => (values[name] ?? "") === "");
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).join(", ");
  throw invalidParameter(`Missing required ticket attributes: ${names}`);
}

function valuesText({ data_type, items }: TicketTypeAttribute): string {
  if (data_type !== "list") return `a ${data_type}`;
  const ids = items.filter(({ archived }) => !archived).map(({ id, name }) => `${id} (${name})`);
  return `the id of one of its list items: ${ids.join(", ")}`;
}

function fits({ data_type, items }: TicketTypeAttribute, value: unknown): boolean {
  if (data_type === "list") {
    // The value of a list is the id of an item.
    return [value]
      .flat()
      .every((one) => items.some(({ id, archived }) => id === String(one) && !archived));
  }
  return fitsScalar(data_type, value) ?? Array.isArray(value);
}
