import type { Call } from "../../engine/call.ts";
import { conversations } from "../../records/conversations.ts";
import { tickets } from "../../records/tickets.ts";

/** How many conversations and tickets a contact takes part in. One that is both counts as both. */
export function involvementOf(
  call: Call,
  contactId: string,
): Record<"conversations" | "tickets", number> {
  return {
    conversations: call.in(conversations).count("contact", contactId),
    tickets: call.in(tickets).count("contact", contactId),
  };
}

/** Gives what a contact takes part in to another, as when contacts are merged. */
export function handOver(call: Call, from: string, into: string): void {
  const moved = (ids: readonly string[]) => [
    ...new Set(ids.map((id) => (id === from ? into : id))),
  ];
  const change = ({ contact_ids }: { contact_ids: readonly string[] }) => ({
    contact_ids: moved(contact_ids),
  });
  for (const conversation of call.in(conversations).by("contact", from)) {
    const { rating } = conversation;
    call.in(conversations).update(conversation.id, {
      ...change(conversation),
      rating: rating?.contact_id === from ? { ...rating, contact_id: into } : rating,
    });
  }
  for (const ticket of call.in(tickets).by("contact", from)) {
    call.in(tickets).update(ticket.id, change(ticket));
  }
}
