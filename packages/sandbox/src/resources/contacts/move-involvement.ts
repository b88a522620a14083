import type { RequestContext } from "../../engine/request-context.ts";
import { conversations } from "../../records/conversations.ts";
import { tickets } from "../../records/tickets.ts";

/** Counts the conversations and tickets of a contact. A converted conversation counts as both. */
export function countInvolvement(
  context: RequestContext,
  contactId: string,
): Record<"conversations" | "tickets", number> {
  return {
    conversations: context.collection(conversations).count("contact", contactId),
    tickets: context.collection(tickets).count("contact", contactId),
  };
}

/** Replaces a contact in its conversations and tickets with another contact, on a merge. */
export function moveInvolvement(context: RequestContext, from: string, into: string): void {
  const moved = (ids: readonly string[]) => [
    ...new Set(ids.map((id) => (id === from ? into : id))),
  ];
  const change = ({ contact_ids }: { contact_ids: readonly string[] }) => ({
    contact_ids: moved(contact_ids),
  });
  for (const conversation of context.collection(conversations).findBy("contact", from)) {
    const { rating } = conversation;
    context.collection(conversations).update(conversation.id, {
      ...change(conversation),
      rating: rating?.contact_id === from ? { ...rating, contact_id: into } : rating,
    });
  }
  for (const ticket of context.collection(tickets).findBy("contact", from)) {
    context.collection(tickets).update(ticket.id, change(ticket));
  }
}
