import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import { list, oldestFirst } from "../../paging/list.ts";
import type { Order } from "../../paging/page.ts";
import {
  type Category,
  type ListItem,
  type TicketState,
  type TicketType,
  type TicketTypeAttribute,
  ticketStates,
  ticketTypeAttributes,
  ticketTypes,
} from "../../records/tickets.ts";
import {
  attributesOf,
  ticketStateView,
  ticketTypeAttributeView,
  ticketTypeView,
} from "../threads/ticket-view.ts";
import { typeNotFound } from "./ticket-rules.ts";

interface TypeInput {
  readonly name?: string;
  readonly description?: string;
  readonly category?: Category;
  readonly icon?: string;
  readonly is_internal?: boolean;
  readonly archived?: boolean;
}

const named = (call: Call): TicketType =>
  call.find(ticketTypes, call.param("ticket_type_id"), typeNotFound);

/** Every type begins with a title and a description. */
function createType(call: Call): JsonObject {
  const input = call.body<TypeInput>();
  const type = call.in(ticketTypes).insert({
    id: call.store.nextId(ticketTypes),
    name: input.name ?? "",
    description: input.description ?? "",
    category: input.category ?? "Customer",
    icon: input.icon ?? "🎟️",
    is_internal: input.is_internal ?? false,
    archived: false,
    created_at: call.now,
    updated_at: call.now,
  });
  const text = { data_type: "string", description: "", default: true };
  addAttribute(call, type, { ...text, name: "_default_title_" });
  addAttribute(call, type, { ...text, name: "_default_description_", multiline: true });
  return ticketTypeView(call, type);
}

function updateType(call: Call): JsonObject {
  const { id } = named(call);
  const change = { ...call.body<TypeInput>(), updated_at: call.now } as Partial<TicketType>;
  return ticketTypeView(call, call.in(ticketTypes).update(id, change));
}

interface AttributeInput {
  readonly name?: string;
  readonly description?: string;
  readonly data_type?: string;
  readonly required_to_create?: boolean;
  readonly required_to_create_for_contacts?: boolean;
  readonly visible_on_create?: boolean;
  readonly visible_to_contacts?: boolean;
  readonly multiline?: boolean;
  /** The items of a list, with commas between them. */
  readonly list_items?: string;
  readonly allow_multiple_values?: boolean;
  readonly archived?: boolean;
}

function addAttribute(
  call: Call,
  type: TicketType,
  input: AttributeInput & { readonly default?: boolean },
): TicketTypeAttribute {
  return call.in(ticketTypeAttributes).insert({
    id: call.store.nextId(ticketTypeAttributes),
    ticket_type_id: type.id,
    name: input.name ?? "",
    description: input.description ?? "",
    data_type: input.data_type ?? "string",
    multiline: input.multiline ?? false,
    items: readItems(call, input.list_items ?? "", []),
    allow_multiple_values: input.allow_multiple_values ?? false,
    order: attributesOf(call, type.id).length,
    required_to_create: input.required_to_create ?? false,
    required_to_create_for_contacts: input.required_to_create_for_contacts ?? false,
    visible_on_create: input.visible_on_create ?? true,
    visible_to_contacts: input.visible_to_contacts ?? true,
    default: input.default ?? false,
    archived: false,
    created_at: call.now,
    updated_at: call.now,
  });
}

/** The items of a list as they are then: those of the same name keep their ids. */
function readItems(call: Call, text: string, before: readonly ListItem[]): ListItem[] {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return [...new Set(names)].map((name) => {
    const known = before.find((item) => item.name === name);
    return known ?? { id: call.store.ids.uuid(), name, archived: false };
  });
}

function createAttribute(call: Call): JsonObject {
  const type = named(call);
  const input = call.body<AttributeInput>();
  refuseTwin(call, type, input.name);
  if (input.data_type === "list" && readNames(input.list_items).length === 0) {
    throw invalidParameter("list_items must be given for a list", "list_items");
  }
  const attribute = addAttribute(call, type, input);
  call.in(ticketTypes).update(type.id, { updated_at: call.now });
  return ticketTypeAttributeView(attribute);
}

function readNames(text = ""): string[] {
  return text.split(",").filter((name) => name.trim() !== "");
}

/** Attributes are named where they are filled in, so that a type has each name once. */
function refuseTwin(call: Call, type: TicketType, name: string | undefined, id?: string): void {
  const twin = attributesOf(call, type.id).find((one) => one.name === name && one.id !== id);
  if (twin) throw invalidParameter(`The ticket type has an attribute ${name} already`, "name");
}

function updateAttribute(call: Call): JsonObject {
  const type = named(call);
  const attribute = call.find(ticketTypeAttributes, call.param("attribute_id"));
  if (attribute.ticket_type_id !== type.id) throw notFound();
  const { list_items, ...input } = call.body<AttributeInput>();
  refuseTwin(call, type, input.name, attribute.id);
  const items =
    list_items === undefined ? {} : { items: readItems(call, list_items, attribute.items) };
  const change = { ...input, ...items, updated_at: call.now } as Partial<TicketTypeAttribute>;
  call.in(ticketTypes).update(type.id, { updated_at: call.now });
  return ticketTypeAttributeView(call.in(ticketTypeAttributes).update(attribute.id, change));
}

const byId: Order<TicketState> = { by: ({ id }) => Number(id), descending: false };

function stateView(call: Call, state: TicketState): JsonObject {
  const types = state.archived ? [] : call.in(ticketTypes).all();
  return {
    ...ticketStateView(state),
    archived: state.archived,
    ticket_types: { type: "list", data: types.map((type) => ticketTypeView(call, type)) },
  };
}

export const ticketTypeHandlers: Handlers = {
  "ticketTypes.list": (call) => {
    const view = (type: TicketType) => ticketTypeView(call, type);
    return list(call, call.in(ticketTypes).all(), { order: oldestFirst, view });
  },
  "ticketTypes.create": createType,
  "ticketTypes.get": (call) => ticketTypeView(call, named(call)),
  "ticketTypes.update": updateType,
  "ticketTypes.attributes.create": createAttribute,
  "ticketTypes.attributes.update": updateAttribute,
  "ticketStates.list": (call) => {
    const view = (state: TicketState) => stateView(call, state);
    return list(call, call.in(ticketStates).all(), { order: byId, view });
  },
};
