import type { JsonObject } from "../../description/openapi.ts";
import { isAtLeast } from "../../description/versions.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { withoutNulls } from "../../handlers/response-values.ts";
import {
  type Ticket,
  type TicketState,
  type TicketType,
  type TicketTypeAttribute,
  ticketStates,
  ticketTypeAttributes,
  ticketTypes,
} from "../../records/tickets.ts";
import { linkedObjects } from "./links.ts";
import { contactList } from "./participants.ts";
import { partList } from "./parts.ts";

/** The response of a ticket. */
export function ticketView(context: RequestContext, ticket: Ticket): JsonObject {
  const { id } = ticket;
  const state = context.find(ticketStates, ticket.state_id);
  const type = context.find(ticketTypes, ticket.type_id);
  return {
    type: "ticket",
    id,
    ticket_id: ticket.ticket_id,
    category: type.category,
    ticket_attributes: ticket.attributes,
    // Since 2.12, workspaces define ticket states; before, the state is one of four strings.
    ticket_state: isAtLeast(context.version, "2.12") ? ticketStateView(state) : state.category,
    ticket_state_internal_label: state.internal_label,
    ticket_state_external_label: state.external_label,
    previous_ticket_state_id: ticket.previous_state_id,
    ticket_type: typeOfTicket(context, type),
    contacts: contactList(context, ticket.contact_ids),
    admin_assignee_id: assigneeIn(context, ticket.admin_assignee_id),
    team_assignee_id: assigneeIn(context, ticket.team_assignee_id),
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    open: ticket.open,
    ...withoutNulls({ snoozed_until: ticket.snoozed_until }),
    channel: "messenger",
    is_shared: ticket.is_shared,
    linked_objects: linkedObjects(context, id),
    ticket_parts: partList(context, "ticket_part", id),
  };
}

/** No assignee is "0" up to 2.15, and 0 since then. */
function assigneeIn(context: RequestContext, id: string | null): string | number {
  return isAtLeast(context.version, "2.16") ? Number(id ?? 0) : (id ?? "0");
}

/** A state inside a ticket or a type. */
export function ticketStateView(state: TicketState): JsonObject {
  const { id, category, internal_label, external_label } = state;
  return { type: "ticket_state", id, category, internal_label, external_label };
}

/** The response of a ticket type, with its attributes and states. */
export function ticketTypeView(context: RequestContext, type: TicketType): JsonObject {
  const ticket_states = { type: "list", data: activeTicketStates(context).map(ticketStateView) };
  return { ...typeOfTicket(context, type), ticket_states };
}

/** A type inside a ticket. */
function typeOfTicket(context: RequestContext, type: TicketType): JsonObject {
  const attributes = attributesOf(context, type.id).map((one) =>
    ticketTypeAttributeView(context, one),
  );
  return {
    ...type,
    type: "ticket_type",
    workspace_id: context.workspace.id,
    ticket_type_attributes: { type: "list", data: attributes },
  };
}

/** The attributes of a type in order, including archived ones. */
export function attributesOf(context: RequestContext, typeId: string): TicketTypeAttribute[] {
  return context
    .collection(ticketTypeAttributes)
    .findBy("type", typeId)
    .sort((a, b) => a.order - b.order);
}

export function activeTicketStates(context: RequestContext): TicketState[] {
  return context
    .collection(ticketStates)
    .all()
    .filter(({ archived }) => !archived);
}

export function ticketTypeAttributeView(
  context: RequestContext,
  attribute: TicketTypeAttribute,
): JsonObject {
  const { multiline, items, allow_multiple_values, ...shownAsIs } = attribute;
  return {
    ...shownAsIs,
    type: "ticket_type_attribute",
    workspace_id: context.workspace.id,
    ticket_type_id: Number(attribute.ticket_type_id),
    input_options: inputOptions(attribute),
  };
}

function inputOptions({ data_type, ...attribute }: TicketTypeAttribute): JsonObject | null {
  const { multiline, items, allow_multiple_values } = attribute;
  if (data_type === "string") return { multiline };
  return data_type === "list" ? { list_options: items, allow_multiple_values } : null;
}
