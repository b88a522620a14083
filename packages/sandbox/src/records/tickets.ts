import type { JsonObject } from "../description/openapi.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";
import type { Tagged } from "./tags.ts";

export type Category = "Customer" | "Back-office" | "Tracker";

/** A state of tickets. The API only lists them; every type has all states in use. */
export interface TicketState extends Entity {
  readonly category: "submitted" | "in_progress" | "waiting_on_customer" | "resolved";
  readonly internal_label: string;
  readonly external_label: string;
  readonly archived: boolean;
}

export const ticketStates: CollectionKey<TicketState> = collection<TicketState>(
  "ticketStates",
  "number",
);

export interface TicketType extends Entity {
  readonly name: string;
  readonly description: string;
  readonly category: Category;
  readonly icon: string;
  readonly is_internal: boolean;
  readonly archived: boolean;
  readonly created_at: number;
  readonly updated_at: number;
}

export const ticketTypes: CollectionKey<TicketType> = collection<TicketType>(
  "ticketTypes",
  "number",
);

/** An item of a list attribute. */
export interface ListItem {
  /** A UUID, which tickets store. */
  readonly id: string;
  readonly name: string;
  readonly archived: boolean;
}

export interface TicketTypeAttribute extends Entity {
  readonly ticket_type_id: string;
  readonly name: string;
  readonly description: string;
  readonly data_type: string;
  readonly multiline: boolean;
  readonly items: readonly ListItem[];
  readonly allow_multiple_values: boolean;
  readonly order: number;
  readonly required_to_create: boolean;
  readonly required_to_create_for_contacts: boolean;
  readonly visible_on_create: boolean;
  readonly visible_to_contacts: boolean;
  readonly default: boolean;
  readonly archived: boolean;
  readonly created_at: number;
  readonly updated_at: number;
}

export const ticketTypeAttributes: CollectionKey<TicketTypeAttribute> =
  collection<TicketTypeAttribute>("ticketTypeAttributes", "number", {
    type: ({ ticket_type_id }) => [ticket_type_id],
  });

/** A ticket as it is stored: one shape for all API versions. */
export interface Ticket extends Tagged {
  /** The number that Intercom's pages show. */
  readonly ticket_id: string;
  readonly type_id: string;
  readonly state_id: string;
  readonly previous_state_id: string | null;
  /** Values by the name of the type's attribute. */
  readonly attributes: JsonObject;
  readonly contact_ids: readonly string[];
  readonly company_id: string | null;
  readonly admin_assignee_id: string | null;
  readonly team_assignee_id: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly open: boolean;
  readonly snoozed_until: number | null;
  readonly is_shared: boolean;
}

export const tickets: CollectionKey<Ticket> = collection<Ticket>(
  "tickets",
  "number",
  {
    contact: ({ contact_ids }) => contact_ids,
    company: ({ company_id }) => [company_id],
    type: ({ type_id }) => [type_id],
    tag: ({ tags }) => tags.map(({ id }) => id),
    admin: ({ admin_assignee_id }) => [admin_assignee_id],
    team: ({ team_assignee_id }) => [team_assignee_id],
  },
  {
    created_at: ({ created_at }) => created_at,
    updated_at: ({ updated_at }) => updated_at,
    snoozed_until: ({ snoozed_until }) => snoozed_until,
  },
);

/** The count of `ticket_id`s. */
export const ticketNumbers: CollectionKey<Entity> = collection<Entity>("ticketNumbers", "number");

/** A link between two conversations or tickets. */
export interface Link extends Entity {
  readonly ends: readonly [string, string];
}

export const links: CollectionKey<Link> = collection<Link>("links", "number", {
  end: ({ ends }) => ends,
});
