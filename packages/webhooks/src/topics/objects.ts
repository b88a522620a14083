import type { WebhookEvent } from "./events.ts";

interface Item {
  readonly id?: string | number | null;
  readonly conversation_id?: string | number | null;
  readonly conversation?: { readonly model?: Item; readonly id?: string | number } | null;
  readonly ticket?: Item | null;
  readonly contact?: Item | null;
  readonly company?: Item | null;
}

/**
 * A text for the object that a notification is about: the conversation, the ticket, the contact or the
 * company, or what else has an id, of a workspace. It is undefined where there is none, as for a ping.
 * Notifications with the same text are those whose order may matter.
 *
 * @example
 * ```ts
 * import { createWebhooks, objectOf } from "@interkit/webhooks";
 *
 * const secret = process.env["INTERCOM_CLIENT_SECRET"] ?? "";
 * const webhooks = createWebhooks({ secret, orderBy: objectOf });
 * webhooks.on("conversation.*", ({ topic, id }) => console.log(topic, id));
 * ```
 */
export function objectOf({ app_id, topic, data }: WebhookEvent): string | undefined {
  const item: Item = Object(data.item);
  const [first = ""] = topic.split(".");
  const kind = first === "conversation_part" ? "conversation" : first;
  const id = idOf(kind, item) ?? item.id;
  return id === undefined || id === null ? undefined : `${app_id} ${kind} ${id}`;
}

function idOf(kind: string, item: Item): string | number | null | undefined {
  const { conversation, conversation_id, ticket, contact, company } = item;
  switch (kind) {
    case "conversation":
      return conversation?.model?.id ?? conversation?.id ?? conversation_id;
    case "ticket":
      return ticket?.id;
    case "company":
      return company?.id;
    default:
      return contact?.id;
  }
}
