import type { JsonObject } from "../../description/openapi.ts";
import { type ApiError, apiError, notFound } from "../../engine/errors.ts";
import type { HandlerFunction, Handlers, RequestContext } from "../../engine/request-context.ts";
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
  created: (context) => {
    const input = context.body<AttributeInput>();
    return {
      description: input.description ?? "",
      required: input.required ?? false,
      visible_to_team_ids: input.visible_to_team_ids ?? [],
      multiline: input.multiline ?? false,
      options: (input.options ?? []).map(({ label }) => newOption(context, label)),
      reference: { type: "one", object_type_id: "", ...input.reference },
      archived: false,
      created_at: context.now,
      updated_at: context.now,
      admin_id: findAuthor(context, undefined).id,
    };
  },
  changed: (context) => ({ updated_at: context.now }),
};

const plainHandlers = crud("conversations.attributes", plain, ["get", "create", "update"]);

function newOption(context: RequestContext, label: string): Option {
  return { id: context.store.nextId(options), label, archived: false };
}

const find = (context: RequestContext): ConversationAttribute =>
  context.find(attributes, context.param("attribute_id"), attributeNotFound);

function change(context: RequestContext, changes: Partial<ConversationAttribute>): JsonObject {
  const { id } = find(context);
  return { ...context.collection(attributes).update(id, { ...changes, updated_at: context.now }) };
}

function checkType(context: RequestContext): void {
  const { data_type } = (context.rawBody ?? {}) as JsonObject;
  if (data_type === undefined || dataTypes.includes(String(data_type))) return;
  const allowed = dataTypes.join(", ");
  throw refused(`data_type '${String(data_type)}' is not valid. Allowed types: ${allowed}`);
}

function findList(context: RequestContext): ConversationAttribute {
  const attribute = find(context);
  if (attribute.data_type === "list") return attribute;
  throw refused("Options can only be managed on list attributes");
}

function findOption(context: RequestContext, attribute: ConversationAttribute): Option {
  const option = attribute.options.find(({ id }) => id === context.param("option_id"));
  if (!option) throw attributeNotFound("List option not found");
  return option;
}

/** As in the official examples, the path is checked before the label. */
function checkLabel(context: RequestContext): void {
  const attribute = findList(context);
  if ("option_id" in context.params) findOption(context, attribute);
  const body = (context.rawBody ?? {}) as JsonObject;
  const { label } = body;
  if (label === undefined || label === "") throw refused("label is required");
  if (typeof label !== "string") throw refused("label must be a string");
  if (Object.keys(body).length > 1) throw refused("only 'label' is accepted");
}

function createOption(context: RequestContext): JsonObject {
  const option = newOption(context, context.body<{ label: string }>().label);
  return change(context, { options: [...findList(context).options, option] });
}

function changeOption(context: RequestContext, changes: Partial<Option>): JsonObject {
  const attribute = findList(context);
  const { id } = findOption(context, attribute);
  const all = attribute.options.map((one) => (one.id === id ? { ...one, ...changes } : one));
  return change(context, { options: all });
}

function archiveOption(context: RequestContext): JsonObject {
  const attribute = findList(context);
  const { id } = findOption(context, attribute);
  const rest = attribute.options.filter((option) => !option.archived && option.id !== id);
  if (rest.length < 2) throw refused("A list attribute must have at least 2 active options");
  return changeOption(context, { archived: true });
}

export const conversationAttributeHandlers: Handlers = {
  ...plainHandlers,
  "conversations.attributes.list": (context) => {
    const archived = context.query["include_archived"] === true;
    const shown = context
      .collection(attributes)
      .all()
      .filter((attribute) => archived || !attribute.archived);
    return list(context, shown, { order: oldestFirst, view: (attribute) => attribute });
  },
  "conversations.attributes.create": {
    check: checkType,
    handle: plainHandlers["conversations.attributes.create"] as HandlerFunction,
  },
  "conversations.attributes.archive": (context) => change(context, { archived: true }),
  "conversations.attributes.options.create": { check: checkLabel, handle: createOption },
  "conversations.attributes.options.update": {
    check: checkLabel,
    handle: (context) => changeOption(context, { label: context.body<{ label: string }>().label }),
  },
  "conversations.attributes.options.archive": archiveOption,
};
