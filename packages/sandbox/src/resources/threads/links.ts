import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type Link, links, type Ticket, tickets, ticketTypes } from "../../records/tickets.ts";

/** Puts two conversations or tickets together. Twice is once. */
export function link(context: RequestContext, one: string, other: string): void {
  if (findLink(context, one, other)) return;
  context.collection(links).insert({ id: context.store.nextId(links), ends: [one, other] });
}

export function unlink(context: RequestContext, one: string, other: string): void {
  const found = findLink(context, one, other);
  if (found) context.collection(links).delete(found.id);
}

/** Takes a conversation or a ticket out of everything that it belongs to. */
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

/** The ids of what belongs to a conversation or a ticket. */
export function linkedIds(context: RequestContext, id: string): string[] {
  return context
    .collection(links)
    .findBy("end", id)
    .map(({ ends: [one, other] }) => (one === id ? other : one));
}

/** The tickets of a category that a conversation or a ticket belongs to. */
export function linkedTickets(context: RequestContext, id: string, category: string): Ticket[] {
  return linkedIds(context, id)
    .flatMap((other) => context.collection(tickets).get(other) ?? [])
    .filter((ticket) => context.collection(ticketTypes).get(ticket.type_id)?.category === category);
}

/** More are counted, but not shown. */
const shown = 1000;

/** What belongs to a conversation or a ticket, as both show it. */
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
