import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type Link, links, type Ticket, tickets, ticketTypes } from "../../records/tickets.ts";

/** Links two conversations or tickets. Linking them again changes nothing. */
export function link(context: RequestContext, one: string, other: string): void {
  if (findLink(context, one, other)) return;
  context.collection(links).insert({ id: context.store.nextId(links), ends: [one, other] });
}

export function unlink(context: RequestContext, one: string, other: string): void {
  const found = findLink(context, one, other);
  if (found) context.collection(links).delete(found.id);
}

/** Removes all links of a conversation or a ticket. */
export function unlinkAll(context: RequestContext, id: string): void {
  for (const found of context.collection(links).findBy("end", id))
    context.collection(links).delete(found.id);
}

export function findLink(context: RequestContext, one: string, other: string): Link | undefined {
  return context
    .collection(links)
    .findBy("end", one)
    .find(({ ends }) => ends.includes(other));
}

/** The ids that a conversation or a ticket is linked to. */
export function linkedIds(context: RequestContext, id: string): string[] {
  return context
    .collection(links)
    .findBy("end", id)
    .map(({ ends: [one, other] }) => (one === id ? other : one));
}

/** The linked tickets of a category. */
export function linkedTickets(context: RequestContext, id: string, category: string): Ticket[] {
  return linkedIds(context, id)
    .flatMap((other) => context.collection(tickets).get(other) ?? [])
    .filter((ticket) => context.collection(ticketTypes).get(ticket.type_id)?.category === category);
}

/** The maximum of linked objects in a response. */
const shown = 1000;

/** The linked objects of a conversation or a ticket. */
export function linkedObjects(context: RequestContext, id: string): JsonObject {
  const all = linkedIds(context, id).map((other) => {
    const ticket = context.collection(tickets).get(other);
    const category = ticket && context.collection(ticketTypes).get(ticket.type_id)?.category;
    return { type: ticket ? "ticket" : "conversation", id: other, category: category ?? null };
  });
  return {
    type: "list",
    total_count: all.length,
    has_more: all.length > shown,
    data: all.slice(0, shown),
  };
}
