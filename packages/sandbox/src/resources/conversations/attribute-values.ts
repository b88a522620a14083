import type { JsonObject } from "../../description/openapi.ts";
import { invalidParameter } from "../../engine/errors.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { attributes, type ConversationAttribute } from "../../records/conversation-attributes.ts";
import { type Conversation, conversations } from "../../records/conversations.ts";
import type { Author } from "../../records/parts.ts";
import { fitsScalar } from "../data/scalar-types.ts";
import { isReference, undefinedAttribute } from "../data/undefined-attributes.ts";
import { updateWithPart } from "./conversation-rules.ts";

/**
 * Sets custom attributes of a conversation, and adds a part for each change. References to custom
 * objects have no definition. @throws {ApiError} 400 for an undefined attribute, or a value of
 * another type.
 */
export function setAttributes(
  context: RequestContext,
  conversation: Conversation,
  values: JsonObject,
  author: Author,
): Conversation {
  checkAttributes(context, values);
  const before = conversation.custom_attributes;
  const part_type = `conversation_attribute_updated_by_${author.type === "admin" ? "admin" : "user"}`;
  let after = context
    .collection(conversations)
    .update(conversation.id, { custom_attributes: { ...before, ...values } });
  for (const [name, value] of Object.entries(values)) {
    const previous = before[name] ?? null;
    if (previous === value) continue;
    const event_details = {
      attribute: { name },
      value: { name: String(value), previous: previous === null ? null : String(previous) },
    };
    after = updateWithPart(context, after, { part_type, author, event_details });
  }
  return after;
}

function checkAttributes(context: RequestContext, values: JsonObject): void {
  if (Object.keys(values).length > 0) checkNames(context);
  for (const [name, value] of Object.entries(values)) {
    const attribute = findAttribute(context, (one) => one.name === name);
    if (!attribute && !isReference(value)) throw undefinedAttribute(name);
    if (!attribute || value === null || fits(attribute, value)) continue;
    const message = `Custom attribute ${name} does not take that value`;
    throw invalidParameter(message, `custom_attributes.${name}`);
  }
}

/** @throws {ApiError} 400 while two attributes have the same name, so that a name is ambiguous. */
function checkNames(context: RequestContext): void {
  const live = context
    .collection(attributes)
    .all()
    .filter(({ archived }) => !archived);
  const names = new Set(live.map(({ name }) => name));
  if (names.size < live.length) {
    throw invalidParameter("Two conversation attributes have the same name", "custom_attributes");
  }
}

/** Converts text to the type of an attribute, which is given by id or name. */
export function parseAttribute(context: RequestContext, id: string, words: string): JsonObject {
  const attribute = findAttribute(context, (one) => one.id === id || one.name === id);
  const isText = !attribute || !/^(integer|decimal|boolean)$/.test(attribute.data_type);
  return { [attribute?.name ?? id]: isText ? words : parseScalar(words) };
}

function parseScalar(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return words;
  }
}

function findAttribute(
  context: RequestContext,
  isMeant: (attribute: ConversationAttribute) => boolean,
): ConversationAttribute | undefined {
  return context
    .collection(attributes)
    .all()
    .find((one) => isMeant(one) && !one.archived);
}

function fits({ data_type, options }: ConversationAttribute, value: unknown): boolean {
  if (data_type === "list") {
    return options.some(({ label, archived }) => label === value && !archived);
  }
  return fitsScalar(data_type, value) ?? true;
}
