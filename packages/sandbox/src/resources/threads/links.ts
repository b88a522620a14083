import type { JsonObject } from "../../description/openapi.ts";
import type { Call } from "../../engine/call.ts";
import { type Link, links, type Ticket, tickets, ticketTypes } from "../../records/tickets.ts";

/** Puts two conversations or tickets together. Twice is once. */
export function link(call: Call, one: string, other: string): void {
  if (findLink(call, one, other)) return;
  call.in(links).insert({ id: call.store.nextId(links), ends: [one, other] });
}

export function unlink(call: Call, one: string, other: string): void {
  const found = findLink(call, one, other);
  if (found) call.in(links).delete(found.id);
}

/** Takes a conversation or a ticket out of everything that it belongs to. */
export function unlinkAll(call: Call, id: string): void {
  for (const found of call.in(links).by("end", id)) call.in(links).delete(found.id);
}

export function findLink(call: Call, one: string, other: string): Link | undefined {
  return call
    .in(links)
    .by("end", one)
    .find(({ ends }) => ends.includes(other));
}

/** The ids of what belongs to a conversation or a ticket. */
export function linkedIds(call: Call, id: string): string[] {
  return call
    .in(links)
    .by("end", id)
    .map(({ ends: [one, other] }) => (one === id ? other : one));
}

/** The tickets of a category that a conversation or a ticket belongs to. */
export function linkedTickets(call: Call, id: string, category: string): Ticket[] {
  return linkedIds(call, id)
    .flatMap((other) => call.in(tickets).get(other) ?? [])
    .filter((ticket) => call.in(ticketTypes).get(ticket.type_id)?.category === category);
}

/** More are counted, but not shown. */
const shown = 1000;

/** What belongs to a conversation or a ticket, as both show it. */
export function linkedObjects(call: Call, id: string): JsonObject {
  const all = linkedIds(call, id).map((other) => {
    const ticket = call.in(tickets).get(other);
    const category = ticket && call.in(ticketTypes).get(ticket.type_id)?.category;
    return { type: ticket ? "ticket" : "conversation", id: other, category: category ?? null };
  });
  return {
    type: "list",
    total_count: all.length,
    has_more: all.length > shown,
    data: all.slice(0, shown),
  };
}
