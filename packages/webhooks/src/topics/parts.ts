import type { WebhookEvent } from "./events.ts";

/** What is used of a part of a conversation or a ticket. */
export interface Part {
  readonly type?: string;
  readonly id?: string | number;
  readonly part_type?: string;
  readonly created_at?: number;
  readonly author?: Author | null;
  readonly app_package_code?: string | null;
}

/** Who wrote a part. */
export interface Author {
  readonly type?: string;
  readonly id?: string | number | null;
}

/**
 * The topics that come because there is a new part, which is the newest one in the item. Others have the
 * parts that there were before, such as `conversation.read`, or are about an earlier one, such as
 * `conversation_part.redacted`: `conversation.admin.unsnoozed` was seen with the part of the snoozing.
 */
const withNewPart =
  /^(conversation\.(user\.replied|operator\.replied|admin\.(replied(\.translated)?|noted|closed|opened|snoozed|assigned|open\.assigned))|ticket\.(admin\.(replied(\.translated)?|assigned)|contact\.replied|team\.assigned|note\.created))$/;

/**
 * The topics whose item is a ticket with all of its parts. The newest one is the cause only if it is of
 * the type that the topic stands for.
 */
const ofTickets: Readonly<Record<string, RegExp>> = {
  "ticket.closed": /^close$/,
  "ticket.state.updated": /^ticket_state_updated/,
  "ticket.attribute.updated": /^ticket_attribute_updated/,
};

/** The part that a notification is about, where it comes because of that part. */
export function newPartOf({ topic, data }: WebhookEvent): Part | undefined {
  const item: Item = Object(data.item);
  const part = item.ticket_part ?? newest(item);
  if (withNewPart.test(topic)) return part;
  const type = Object.hasOwn(ofTickets, topic) ? ofTickets[topic] : undefined;
  return type?.test(part?.part_type ?? "") ? part : undefined;
}

/** A text for the new part of a notification, which no other part has. */
export function partKeyOf(event: WebhookEvent): string | undefined {
  // The translation of a reply comes after the reply, with the same part.
  if (event.topic.endsWith(".translated")) return undefined;
  const { id, type = "part" } = newPartOf(event) ?? {};
  return id === undefined ? undefined : `${event.app_id} ${type} ${id}`;
}

interface Item {
  readonly ticket_part?: Part | null;
  readonly ticket?: Item | null;
  readonly conversation_parts?: { readonly conversation_parts?: readonly Part[] } | null;
  readonly ticket_parts?: { readonly ticket_parts?: readonly Part[] } | null;
}

function newest({ conversation_parts, ticket_parts, ticket }: Item): Part | undefined {
  const parts =
    conversation_parts?.conversation_parts ??
    (ticket_parts ?? ticket?.ticket_parts)?.ticket_parts ??
    [];
  // Of parts of the same second, the last one is the newest.
  return parts.reduce<Part | undefined>(
    (last, part) => ((part.created_at ?? 0) >= (last?.created_at ?? 0) ? part : last),
    undefined,
  );
}
