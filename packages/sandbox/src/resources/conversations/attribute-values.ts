import type { JsonObject } from "../../description/openapi.ts";
import type { Call } from "../../engine/call.ts";
import { invalidParameter } from "../../engine/errors.ts";
import { attributes, type ConversationAttribute } from "../../records/conversation-attributes.ts";
import { type Conversation, conversations } from "../../records/conversations.ts";
import type { Author } from "../../records/parts.ts";
import { fitsScalar } from "../data/scalar-types.ts";
import { tell } from "./conversation-rules.ts";

/**
 * Gives a conversation values of attributes, and tells of each that changes. Names that nobody
 * defined are taken. @throws {ApiError} 400 for a value that does not fit the type.
 */
export function setAttributes(
  call: Call,
  conversation: Conversation,
  values: JsonObject,
  author: Author,
): Conversation {
  checkAttributes(call, values);
  const before = conversation.custom_attributes;
  const part_type = `conversation_attribute_updated_by_${author.type === "admin" ? "admin" : "user"}`;
  let after = call
    .in(conversations)
    .update(conversation.id, { custom_attributes: { ...before, ...values } });
  for (const [name, value] of Object.entries(values)) {
    const previous = before[name] ?? null;
    if (previous === value) continue;
    const event_details = {
      attribute: { name },
      value: { name: String(value), previous: previous === null ? null : String(previous) },
    };
    after = tell(call, after, { part_type, author, event_details });
  }
  return after;
}

function checkAttributes(call: Call, values: JsonObject): void {
  if (Object.keys(values).length > 0) checkNames(call);
  for (const [name, value] of Object.entries(values)) {
    const attribute = defined(call, (one) => one.name === name);
    if (!attribute || value === null || fits(attribute, value)) continue;
    const message = `Custom attribute ${name} does not take that value`;
    throw invalidParameter(message, `custom_attributes.${name}`);
  }
}

/** While two live attributes share a name, nobody can say which one is meant. */
function checkNames(call: Call): void {
  const live = call
    .in(attributes)
    .all()
    .filter(({ archived }) => !archived);
  const names = new Set(live.map(({ name }) => name));
  if (names.size < live.length) {
    throw invalidParameter("Two conversation attributes have the same name", "custom_attributes");
  }
}

/** What somebody answered in words, as the attribute has it that is named by id or by name. */
export function attributeInWords(call: Call, id: string, words: string): JsonObject {
  const attribute = defined(call, (one) => one.id === id || one.name === id);
  const isText = !attribute || !/^(integer|decimal|boolean)$/.test(attribute.data_type);
  return { [attribute?.name ?? id]: isText ? words : scalarIn(words) };
}

function scalarIn(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return words;
  }
}

function defined(
  call: Call,
  isMeant: (attribute: ConversationAttribute) => boolean,
): ConversationAttribute | undefined {
  return call
    .in(attributes)
    .all()
    .find((one) => isMeant(one) && !one.archived);
}

function fits({ data_type, options }: ConversationAttribute, value: unknown): boolean {
  if (data_type === "list") {
    return options.some(({ label, archived }) => label === value && !archived);
  }
  return fitsScalar(data_type, value) ?? true;
}
