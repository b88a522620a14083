import { conversations } from "../records/conversations.ts";
import { blankPart, parts } from "../records/parts.ts";
import {
  type Ticket,
  type TicketState,
  type TicketType,
  type TicketTypeAttribute,
  ticketNumbers,
  ticketStates,
  tickets,
  ticketTypeAttributes,
  ticketTypes,
} from "../records/tickets.ts";
import { botOf } from "../resources/threads/parts.ts";
import { DataSeeds } from "./data-seeds.ts";
import type { Seeded } from "./seeder.ts";

/** Seeds tickets, their types and states. */
export class TicketSeeds extends DataSeeds {
  /** Adds a state for tickets of every type. */
  ticketState(given: Partial<Omit<TicketState, "id">> = {}): Seeded {
    return this.add(ticketStates, {
      category: "in_progress",
      internal_label: "In progress",
      external_label: given.internal_label ?? "In progress",
      archived: false,
      ...given,
    });
  }

  /** Adds a ticket type, with a title and a description as attributes. */
  ticketType(given: Partial<Omit<TicketType, "id">> = {}): Seeded {
    const type = this.add(ticketTypes, {
      name: "Request",
      description: "",
      category: "Customer",
      icon: "🎟️",
      is_internal: false,
      archived: false,
      created_at: this.now(),
      updated_at: this.now(),
      ...given,
    });
    const text = { ticket_type_id: type.id, default: true };
    this.ticketTypeAttribute({ ...text, name: "_default_title_" });
    this.ticketTypeAttribute({ ...text, name: "_default_description_", multiline: true });
    return type;
  }

  /** Adds an attribute of a ticket type. With labels, it is a list. */
  ticketTypeAttribute(
    given: Partial<Omit<TicketTypeAttribute, "id" | "items">> &
      Pick<TicketTypeAttribute, "ticket_type_id" | "name"> & {
        readonly labels?: readonly string[];
      },
  ): Seeded {
    const { labels = [], ...rest } = given;
    return this.add(ticketTypeAttributes, {
      description: "",
      data_type: labels.length > 0 ? "list" : "string",
      multiline: false,
      items: labels.map((name) => ({ id: this.store.ids.uuid(), name, archived: false })),
      allow_multiple_values: false,
      order: this.store.collection(ticketTypeAttributes).findBy("type", given.ticket_type_id)
        .length,
      required_to_create: false,
      required_to_create_for_contacts: false,
      visible_on_create: true,
      visible_to_contacts: true,
      default: false,
      archived: false,
      created_at: this.now(),
      updated_at: this.now(),
      ...rest,
    });
  }

  /**
   * Adds a ticket, of the first type unless another is given. With the `id` of a conversation, the
   * conversation is converted to the ticket.
   */
  ticket(given: Partial<Ticket> = {}): Seeded {
    const { store } = this;
    const [type = this.ticketType()] = store.collection(ticketTypes).all();
    const [state = this.ticketState()] = store.collection(ticketStates).all();
    const at = given.created_at ?? this.now();
    const ticket = store.collection(tickets).insert({
      id: given.id ?? store.nextId(conversations),
      ticket_id: store.nextId(ticketNumbers),
      type_id: type.id,
      state_id: state.id,
      previous_state_id: null,
      attributes: { _default_title_: "A request" },
      contact_ids: [],
      company_id: null,
      admin_assignee_id: null,
      team_assignee_id: null,
      created_at: at,
      updated_at: at,
      open: true,
      snoozed_until: null,
      is_shared: true,
      tags: [],
      ...given,
    });
    const category = "submitted";
    this.add(parts, {
      ...blankPart(at),
      owner_id: ticket.id,
      part_type: "ticket_state_updated_by_admin",
      author: botOf(this.store.workspace),
      details: { ticket_state: category, previous_ticket_state: category },
    });
    return ticket;
  }
}
