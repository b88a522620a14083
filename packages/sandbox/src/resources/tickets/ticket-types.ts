import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter, notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list, oldestFirst } from "../../paging/list.ts";
import type { Order } from "../../paging/page-slice.ts";
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

const typeInPath = (context: RequestContext): TicketType =>
  context.find(ticketTypes, context.param("ticket_type_id"), typeNotFound);

/** Creates a type, with a title and a description as attributes. */
function createType(context: RequestContext): JsonObject {
  const input = context.body<TypeInput>();
  const type = context.collection(ticketTypes).insert({
    id: context.store.nextId(ticketTypes),
    name: input.name ?? "",
    description: input.description ?? "",
    category: input.category ?? "Customer",
    icon: input.icon ?? "🎟️",
    is_internal: input.is_internal ?? false,
    archived: false,
    created_at: context.now,
    updated_at: context.now,
  });
  const text = { data_type: "string", description: "", default: true };
  addAttribute(context, type, { ...text, name: "_default_title_" });
  addAttribute(context, type, { ...text, name: "_default_description_", multiline: true });
  return ticketTypeView(context, type);
}

function updateType(context: RequestContext): JsonObject {
  const { id } = typeInPath(context);
  const change = { ...context.body<TypeInput>(), updated_at: context.now } as Partial<TicketType>;
  return ticketTypeView(context, context.collection(ticketTypes).update(id, change));
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
  /** The items of a list, separated by commas. */
  readonly list_items?: string;
  readonly allow_multiple_values?: boolean;
  readonly archived?: boolean;
}

function addAttribute(
  context: RequestContext,
  type: TicketType,
  input: AttributeInput & { readonly default?: boolean },
): TicketTypeAttribute {
  return context.collection(ticketTypeAttributes).insert({
    id: context.store.nextId(ticketTypeAttributes),
    ticket_type_id: type.id,
    name: input.name ?? "",
    description: input.description ?? "",
    data_type: input.data_type ?? "string",
    multiline: input.multiline ?? false,
    items: readItems(context, input.list_items ?? "", []),
    allow_multiple_values: input.allow_multiple_values ?? false,
    order: attributesOf(context, type.id).length,
    required_to_create: input.required_to_create ?? false,
    required_to_create_for_contacts: input.required_to_create_for_contacts ?? false,
    visible_on_create: input.visible_on_create ?? true,
    visible_to_contacts: input.visible_to_contacts ?? true,
    default: input.default ?? false,
    archived: false,
    created_at: context.now,
    updated_at: context.now,
  });
}

/** Reads the items of a list. Items with an existing name keep their ids. */
function readItems(context: RequestContext, text: string, before: readonly ListItem[]): ListItem[] {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return [...new Set(names)].map((name) => {
    const known = before.find((item) => item.name === name);
    return known ?? { id: context.store.ids.uuid(), name, archived: false };
  });
}

function createAttribute(context: RequestContext): JsonObject {
  const type = typeInPath(context);
  const input = context.body<AttributeInput>();
  refuseDuplicateName(context, type, input.name);
  if (input.data_type === "list" && readNames(input.list_items).length === 0) {
    throw invalidParameter("list_items must be given for a list", "list_items");
  }
  const attribute = addAttribute(context, type, input);
  context.collection(ticketTypes).update(type.id, { updated_at: context.now });
  return ticketTypeAttributeView(context, attribute);
}

function readNames(text = ""): string[] {
  return text.split(",").filter((name) => name.trim() !== "");
}

/** Tickets store values by the name of the attribute, so names are unique in a type. */
function refuseDuplicateName(
  context: RequestContext,
  type: TicketType,
  name: string | undefined,
  id?: string,
): void {
  const duplicate = attributesOf(context, type.id).find(
    (one) => one.name === name && one.id !== id,
  );
  if (duplicate) throw invalidParameter(`The ticket type has an attribute ${name} already`, "name");
}

function updateAttribute(context: RequestContext): JsonObject {
  const type = typeInPath(context);
  const attribute = context.find(ticketTypeAttributes, context.param("attribute_id"));
  if (attribute.ticket_type_id !== type.id) throw notFound();
  const { list_items, ...input } = context.body<AttributeInput>();
  refuseDuplicateName(context, type, input.name, attribute.id);
  const items =
    list_items === undefined ? {} : { items: readItems(context, list_items, attribute.items) };
  const change = { ...input, ...items, updated_at: context.now } as Partial<TicketTypeAttribute>;
  context.collection(ticketTypes).update(type.id, { updated_at: context.now });
  return ticketTypeAttributeView(
    context,
    context.collection(ticketTypeAttributes).update(attribute.id, change),
  );
}

const byId: Order<TicketState> = { by: ({ id }) => Number(id), descending: false };

function stateView(context: RequestContext, state: TicketState): JsonObject {
  const types = state.archived ? [] : context.collection(ticketTypes).all();
  return {
    ...ticketStateView(state),
    archived: state.archived,
    ticket_types: { type: "list", data: types.map((type) => ticketTypeView(context, type)) },
  };
}

export const ticketTypeHandlers: Handlers = {
  "ticketTypes.list": (context) => {
    const view = (type: TicketType) => ticketTypeView(context, type);
    return list(context, context.collection(ticketTypes).all(), { order: oldestFirst, view });
  },
  "ticketTypes.create": createType,
  "ticketTypes.get": (context) => ticketTypeView(context, typeInPath(context)),
  "ticketTypes.update": updateType,
  "ticketTypes.attributes.create": createAttribute,
  "ticketTypes.attributes.update": updateAttribute,
  "ticketStates.list": (context) => {
    const view = (state: TicketState) => stateView(context, state);
    return list(context, context.collection(ticketStates).all(), { order: byId, view });
  },
};
