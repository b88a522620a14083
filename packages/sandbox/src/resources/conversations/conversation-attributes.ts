import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handle, Handlers } from "../../engine/call.ts";
import { type ApiError, apiError, notFound } from "../../engine/errors.ts";
import { type CrudOptions, crud } from "../../handlers/crud.ts";
import { list, oldestFirst } from "../../paging/list.ts";
import {
  attributes,
  type ConversationAttribute,
  type Option,
  options,
} from "../../records/conversation-attributes.ts";
import { findAuthor } from "../workspace/admins.ts";

const dataTypes = [
  "string",
  "integer",
  "list",
  "decimal",
  "boolean",
  "datetime",
  "relationship",
  "files",
];

const attributeNotFound = (message = "Conversation attribute not found"): ApiError =>
  notFound(message, "conversation_attribute_not_found");

const refused = (message: string): ApiError => apiError(422, "parameter_invalid", message);

interface AttributeInput {
  readonly description?: string;
  readonly required?: boolean;
  readonly visible_to_team_ids?: readonly string[];
  readonly multiline?: boolean;
  readonly options?: readonly { readonly label: string }[];
  readonly reference?: JsonObject;
}

const plain: CrudOptions<ConversationAttribute> = {
  collection: attributes,
  order: oldestFirst,
  notFound: attributeNotFound,
  created: (call) => {
    const input = call.body<AttributeInput>();
    return {
      description: input.description ?? "",
      required: input.required ?? false,
      visible_to_team_ids: input.visible_to_team_ids ?? [],
      multiline: input.multiline ?? false,
      options: (input.options ?? []).map(({ label }) => newOption(call, label)),
      reference: { type: "one", object_type_id: "", ...input.reference },
      archived: false,
      created_at: call.now,
      updated_at: call.now,
      admin_id: findAuthor(call, undefined).id,
    };
  },
  changed: (call) => ({ updated_at: call.now }),
};

const plainHandlers = crud("conversations.attributes", plain, ["get", "create", "update"]);

function newOption(call: Call, label: string): Option {
  return { id: call.store.nextId(options), label, archived: false };
}

const find = (call: Call): ConversationAttribute =>
  call.find(attributes, call.param("attribute_id"), attributeNotFound);

function change(call: Call, changes: Partial<ConversationAttribute>): JsonObject {
  const { id } = find(call);
  return { ...call.in(attributes).update(id, { ...changes, updated_at: call.now }) };
}

function checkType(call: Call): void {
  const { data_type } = (call.rawBody ?? {}) as JsonObject;
  if (data_type === undefined || dataTypes.includes(String(data_type))) return;
  const allowed = dataTypes.join(", ");
  throw refused(`data_type '${String(data_type)}' is not valid. Allowed types: ${allowed}`);
}

function findList(call: Call): ConversationAttribute {
  const attribute = find(call);
  if (attribute.data_type === "list") return attribute;
  throw refused("Options can only be managed on list attributes");
}

function findOption(call: Call, attribute: ConversationAttribute): Option {
  const option = attribute.options.find(({ id }) => id === call.param("option_id"));
  if (!option) throw attributeNotFound("List option not found");
  return option;
}

/** The official examples refuse labels one by one, after what the path names. */
function checkLabel(call: Call): void {
  const attribute = findList(call);
  if ("option_id" in call.params) findOption(call, attribute);
  const body = (call.rawBody ?? {}) as JsonObject;
  const { label } = body;
  if (label === undefined || label === "") throw refused("label is required");
  if (typeof label !== "string") throw refused("label must be a string");
  if (Object.keys(body).length > 1) throw refused("only 'label' is accepted");
}

function createOption(call: Call): JsonObject {
  const option = newOption(call, call.body<{ label: string }>().label);
  return change(call, { options: [...findList(call).options, option] });
}

function changeOption(call: Call, changes: Partial<Option>): JsonObject {
  const attribute = findList(call);
  const { id } = findOption(call, attribute);
  const all = attribute.options.map((one) => (one.id === id ? { ...one, ...changes } : one));
  return change(call, { options: all });
}

function archiveOption(call: Call): JsonObject {
  const attribute = findList(call);
  const { id } = findOption(call, attribute);
  const rest = attribute.options.filter((option) => !option.archived && option.id !== id);
  if (rest.length < 2) throw refused("A list attribute must have at least 2 active options");
  return changeOption(call, { archived: true });
}

export const conversationAttributeHandlers: Handlers = {
  ...plainHandlers,
  "conversations.attributes.list": (call) => {
    const archived = call.query["include_archived"] === true;
    const shown = call
      .in(attributes)
      .all()
      .filter((attribute) => archived || !attribute.archived);
    return list(call, shown, { order: oldestFirst, view: (attribute) => attribute });
  },
  "conversations.attributes.create": {
    check: checkType,
    handle: plainHandlers["conversations.attributes.create"] as Handle,
  },
  "conversations.attributes.archive": (call) => change(call, { archived: true }),
  "conversations.attributes.options.create": { check: checkLabel, handle: createOption },
  "conversations.attributes.options.update": {
    check: checkLabel,
    handle: (call) => changeOption(call, { label: call.body<{ label: string }>().label }),
  },
  "conversations.attributes.options.archive": archiveOption,
};
