import type { JsonObject } from "../../description/openapi.ts";
import { isAtLeast, type Version } from "../../description/versions.ts";
import { apiError, invalidParameter } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import { attributes } from "../../records/conversation-attributes.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";
import { segments } from "../segments/segments.ts";
import { findAuthor } from "../workspace/admins.ts";
import { fitsScalar } from "./scalar-types.ts";
import { standardAttributes } from "./standard-attributes.ts";
import { isReference, undefinedAttribute } from "./undefined-attributes.ts";

export type Model = "contact" | "company";

/** A custom attribute that contacts or companies can have. */
export interface DataAttribute extends Entity {
  readonly model: Model;
  readonly name: string;
  readonly description: string;
  readonly data_type: string;
  readonly options: readonly string[];
  readonly messenger_writable: boolean;
  readonly archived: boolean;
  readonly admin_id: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export const dataAttributes: CollectionKey<DataAttribute> = collection<DataAttribute>(
  "dataAttributes",
  "number",
  { name: ({ model, name }) => [`${model} ${name}`] },
);

interface AttributeInput {
  readonly name: string;
  readonly model: Model;
  readonly data_type: string;
  readonly description?: string;
  readonly options?: readonly (string | { readonly value: string })[];
  readonly messenger_writable?: boolean;
  readonly archived?: boolean;
}

function view(attribute: DataAttribute): JsonObject {
  return {
    ...attribute,
    type: "data_attribute",
    full_name: `custom_attributes.${attribute.name}`,
    label: attribute.name,
    options: attribute.options.length > 0 ? attribute.options : undefined,
    api_writable: true,
    ui_writable: true,
    custom: true,
  };
}

const validName = /^[\p{L}\p{N}\p{Sc}_ -]+$/u;

function create(context: RequestContext): JsonObject {
  const { name, model, data_type, ...input } = context.body<AttributeInput>();
  if (!validName.test(name)) {
    throw invalidParameter(
      "Your name for this attribute must only contain alphanumeric characters, currency symbols, and hyphens",
    );
  }
  if (context.collection(dataAttributes).findBy("name", `${model} ${name}`).length > 0) {
    const [kind, data] = model === "contact" ? ["people", "people"] : ["company", "company"];
    throw invalidParameter(
      `You already have '${name}' in your ${kind} data. To save this as new ${data} data, use a different name.`,
    );
  }
  const options = readOptions(input.options ?? []);
  if (data_type === "options" || options.length > 0) refuseFew(options);
  if (options.length > 0 && !/^(options|string)$/.test(data_type)) {
    throw invalidParameter(`A list cannot be of the type ${data_type}`, "data_type");
  }
  const attribute = context.collection(dataAttributes).insert({
    id: context.store.nextId(dataAttributes),
    model,
    name,
    description: input.description ?? "",
    // A list is a string with options.
    data_type: data_type === "options" ? "string" : data_type,
    options,
    messenger_writable: input.messenger_writable ?? false,
    archived: false,
    admin_id: findAuthor(context, undefined).id,
    created_at: context.now,
    updated_at: context.now,
  });
  return view(attribute);
}

function readOptions(options: NonNullable<AttributeInput["options"]>): string[] {
  return options.map((option) => (typeof option === "string" ? option : option.value));
}

function refuseFew(options: readonly string[]): void {
  if (options.length < 2) throw invalidParameter("A list needs at least two options", "options");
}

const missing = () =>
  apiError(404, "field_not_found", "We couldn't find that data attribute to update");

function update(context: RequestContext): JsonObject {
  const before = context.find(dataAttributes, context.param("data_attribute_id"), missing);
  const { archived, description, options, messenger_writable } =
    context.body<Partial<AttributeInput>>();
  if (options) refuseFew(options.map(String));
  if (archived && isUsed(context, before)) {
    const message = "The Data Attribute you are trying to archive has a dependant object";
    throw apiError(422, "data_invalid", message);
  }
  const changed = context.collection(dataAttributes).update(before.id, {
    archived: archived ?? before.archived,
    description: description ?? before.description,
    options: options ? readOptions(options) : before.options,
    messenger_writable: messenger_writable ?? before.messenger_writable,
    updated_at: context.now,
  });
  return view(changed);
}

function isUsed(context: RequestContext, { name, model }: DataAttribute): boolean {
  const field = JSON.stringify(`custom_attributes.${name}`);
  return context
    .collection(segments)
    .all()
    .filter(({ person_type }) => (person_type === "company") === (model === "company"))
    .some(({ query }) => JSON.stringify(query).includes(field));
}

/** Whether a custom attribute was defined as a date. */
export function isDateAttribute(context: RequestContext, model: Model, name: string): boolean {
  const [attribute] = context.collection(dataAttributes).findBy("name", `${model} ${name}`);
  return attribute?.data_type === "date";
}

/**
 * Validates custom attributes against their definitions. References to custom objects have none.
 *
 * @throws {ApiError} 400 for an undefined or archived attribute, a value of another type, or an
 * unknown option.
 */
export function checkCustomAttributes(
  context: RequestContext,
  model: Model,
  values: JsonObject,
): void {
  for (const [name, value] of Object.entries(values)) {
    const [attribute] = context.collection(dataAttributes).findBy("name", `${model} ${name}`);
    if (!attribute && !isReference(value)) throw undefinedAttribute(name);
    if (!attribute || value === null) continue;
    if (attribute.archived) throw invalidParameter(`Custom attribute '${name}' is archived`, name);
    const { options, data_type } = attribute;
    if (options.length > 0 && !options.includes(String(value))) {
      throw invalidParameter(`Custom attribute '${name}' must be one of: ${options.join(", ")}`);
    }
    if (!fitsScalar(data_type, value)) {
      throw invalidParameter(`Custom attribute '${name}' must be of type ${data_type}`, name);
    }
  }
}

/** The types of conversation attributes in the list of all attributes. */
const conversationTypes: Readonly<Record<string, string>> = {
  string: "string",
  list: "string",
  integer: "integer",
  decimal: "float",
  boolean: "boolean",
  datetime: "date",
};

function conversationAttributes(context: RequestContext): JsonObject[] {
  return context
    .collection(attributes)
    .all()
    .filter(({ data_type }) => data_type in conversationTypes)
    .map(({ id, name, description, data_type, options, archived, ...own }) => ({
      type: "data_attribute",
      id,
      model: "conversation",
      name,
      full_name: `custom_attributes.${name}`,
      label: name,
      description,
      data_type: conversationTypes[data_type],
      options: data_type === "list" ? options.map(({ label }) => label) : undefined,
      api_writable: true,
      messenger_writable: false,
      ui_writable: true,
      custom: true,
      archived,
      created_at: own.created_at,
      updated_at: own.updated_at,
      admin_id: own.admin_id,
    }));
}

/** From 2.17 on, the type of a contact's standard times is `datetime` and not `date`. */
function standardView(attribute: JsonObject, version: Version): JsonObject {
  const isTime = attribute["model"] === "contact" && attribute["data_type"] === "date";
  return isTime && isAtLeast(version, "2.17") ? { ...attribute, data_type: "datetime" } : attribute;
}

/** Standard attributes come first. From 2.16 on, conversation attributes have a separate list. */
function listAll(context: RequestContext): JsonObject {
  const { model, include_archived } = context.query;
  const custom = [
    ...context.collection(dataAttributes).all().map(view),
    ...conversationAttributes(context),
  ];
  const standard = standardAttributes.map((one) => standardView(one, context.version));
  const wanted = [...standard, ...custom]
    .filter((one) => model === undefined || one["model"] === model)
    .filter((one) => one["model"] !== "conversation" || !isAtLeast(context.version, "2.16"))
    .filter(({ archived }) => include_archived === true || archived !== true);
  const data = wanted.map((attribute, place) => ({ id: String(place), attribute }));
  const order = { by: ({ id }: Entity) => Number(id), descending: false };
  return list<(typeof data)[number]>(context, data, { order, view: ({ attribute }) => attribute });
}

function refuseConversations(given: URLSearchParams, version: Version): void {
  if (given.get("model") !== "conversation" || !isAtLeast(version, "2.16")) return;
  const message = `model=conversation is not supported in ${version}; use GET /conversations/attributes`;
  throw apiError(422, "parameter_invalid", message, "model");
}

export const dataAttributeHandlers: Handlers = {
  "dataAttributes.list": { checkQuery: refuseConversations, handle: listAll },
  "dataAttributes.create": create,
  "dataAttributes.update": update,
};
