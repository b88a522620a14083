import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { companies, companyNotFound } from "../../records/companies.ts";
import type { Author, Part } from "../../records/parts.ts";
import {
  type Ticket,
  type TicketTypeAttribute,
  ticketStates,
  tickets,
  ticketTypes,
} from "../../records/tickets.ts";
import { assigneeNotFound } from "../conversations/conversation-rules.ts";
import { addPart, authorOf, noAssignee } from "../threads/parts.ts";
import { attributesOf, ticketView } from "../threads/ticket-view.ts";
import { admins } from "../workspace/admins.ts";
import { teams } from "../workspace/teams.ts";
import {
  checkAttributes,
  findState,
  findTicket,
  stateFor,
  stateUpdated,
  withoutNulls,
} from "./ticket-rules.ts";

interface UpdateInput {
  readonly ticket_attributes?: JsonObject;
  readonly ticket_state_id?: string | number;
  /** The state in versions before 2.12. */
  readonly state?: string;
  readonly company_id?: string | null;
  readonly open?: boolean;
  readonly is_shared?: boolean;
  readonly snoozed_until?: number;
  readonly admin_id?: string | number;
  readonly assignee_id?: string | number;
  /** The assignment in versions before 2.14. */
  readonly assignment?: { readonly admin_id?: string; readonly assignee_id?: string };
}

type UpdatePart = Pick<Part, "part_type"> & Partial<Part>;

interface Update {
  readonly change: Partial<Ticket>;
  readonly parts: readonly UpdatePart[];
}

/** Updates a ticket, and adds a part for each change. All input is checked before the update. */
export function updateTicket(context: RequestContext): JsonObject {
  const ticket = findTicket(context);
  const input = context.body<UpdateInput>();
  const author = findActor(context, input);
  const updates = [readState, readAttributes, readAssignment, readSnooze, readOtherFields].map(
    (read) => read(context, ticket, input),
  );
  const change: Partial<Ticket> = Object.assign({}, ...updates.map((update) => update.change));
  const after = context
    .collection(tickets)
    .update(ticket.id, { ...change, updated_at: context.now });
  for (const part of updates.flatMap((update) => update.parts)) {
    addPart(context, { ...part, author, owner_id: ticket.id });
  }
  return ticketView(context, after);
}

function findActor(context: RequestContext, { admin_id, assignment }: UpdateInput): Author {
  const id = admin_id ?? assignment?.admin_id;
  if (id !== undefined && !context.collection(admins).get(String(id))) throw assigneeNotFound();
  return authorOf(context, id);
}

const noUpdate: Update = { change: {}, parts: [] };

function readState(context: RequestContext, ticket: Ticket, input: UpdateInput): Update {
  const { ticket_state_id: id, state: category } = input;
  if (id === undefined && category === undefined) return noUpdate;
  const before = context.find(ticketStates, ticket.state_id);
  const after = id === undefined ? stateFor(context, String(category)) : findState(context, id);
  if (after.id === before.id) return noUpdate;
  return {
    change: { state_id: after.id, previous_state_id: before.id },
    parts: [stateUpdated(before, after)],
  };
}

function readAttributes(context: RequestContext, ticket: Ticket, input: UpdateInput): Update {
  const { ticket_attributes: values } = input;
  if (!values) return noUpdate;
  const type = context.find(ticketTypes, ticket.type_id);
  checkAttributes(context, type, values);
  const changed = attributesOf(context, type.id).filter(
    ({ name }) => name in values && values[name] !== ticket.attributes[name],
  );
  return {
    change: { attributes: withoutNulls({ ...ticket.attributes, ...values }) },
    parts: changed.map((attribute) => ({
      part_type: "ticket_attribute_updated_by_admin",
      details: { updated_attribute_data: updatedData(attribute, values[attribute.name]) },
    })),
  };
}

/** The new value of an attribute in a part. Only items of lists have an id. */
function updatedData(attribute: TicketTypeAttribute, value: unknown): JsonObject {
  const { id, name, data_type, items } = attribute;
  const item = data_type === "list" ? items.find((one) => one.id === String(value)) : undefined;
  const label = item?.name ?? (value === null ? "" : String(value));
  return {
    attribute: { type: "attribute", id, label: name },
    value: { type: "value", id: item?.id ?? null, label },
  };
}

/** Reads the id of an admin or a team; 0 removes the assignees. */
function readAssignment(context: RequestContext, _ticket: Ticket, input: UpdateInput): Update {
  const given = input.assignee_id ?? input.assignment?.assignee_id;
  if (given === undefined) return noUpdate;
  const id = String(given);
  if (id === "0" || id === "") {
    const change = { admin_assignee_id: null, team_assignee_id: null };
    return { change, parts: [{ part_type: "assignment", assigned_to: noAssignee }] };
  }
  const assigned = (type: string) => [{ part_type: "assignment", assigned_to: { type, id } }];
  if (context.collection(admins).get(id)) {
    return { change: { admin_assignee_id: id }, parts: assigned("admin") };
  }
  if (context.collection(teams).get(id))
    return { change: { team_assignee_id: id }, parts: assigned("team") };
  throw assigneeNotFound();
}

/** Reads `open` and `snoozed_until`. Closing ends a snooze. */
function readSnooze(context: RequestContext, ticket: Ticket, input: UpdateInput): Update {
  const { open, snoozed_until } = input;
  if (open === false) {
    const change = { open, snoozed_until: null };
    return { change, parts: ticket.open ? [{ part_type: "close" }] : [] };
  }
  if (snoozed_until !== undefined) {
    if (snoozed_until <= context.now) {
      throw invalidParameter("snoozed_until must be in the future", "snoozed_until");
    }
    return { change: { open: true, snoozed_until }, parts: [{ part_type: "snoozed" }] };
  }
  if (open === true && !ticket.open) return { change: { open }, parts: [{ part_type: "open" }] };
  return noUpdate;
}

function readOtherFields(context: RequestContext, _ticket: Ticket, input: UpdateInput): Update {
  const { is_shared, company_id } = input;
  if (company_id && !context.collection(companies).get(company_id)) throw companyNotFound();
  return {
    change: {
      ...(is_shared === undefined ? {} : { is_shared }),
      ...(company_id === undefined ? {} : { company_id: company_id || null }),
    },
    parts: [],
  };
}
