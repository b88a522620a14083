import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { type Part, parts } from "../../records/parts.ts";
import { type Ticket, ticketStates, tickets } from "../../records/tickets.ts";
import { partView } from "../../resources/threads/parts.ts";
import { ticketView } from "../../resources/threads/ticket-view.ts";
import { type Changes, isSame } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";
import { participantsMoved } from "./participants.ts";
import { ticketRecord } from "./records.ts";
import { replyBy } from "./replies.ts";

/** The item of a ticket. The ids of its assignees are text in every version. */
function ticketItem(context: RequestContext, ticket: Ticket): JsonObject {
  const { admin_assignee_id: admin, team_assignee_id: team } = ticket;
  return {
    ...ticketView(context, ticket),
    admin_assignee_id: admin ?? "0",
    team_assignee_id: team ?? "0",
  };
}

/** What happened to tickets. */
export function* ticketRule(changes: Changes): Generator<Occurrence> {
  const newParts = changes.added(parts);
  for (const change of changes.of(tickets)) {
    const { before, after } = change;
    if (!after) continue;
    const about = (topic: Topic): Occurrence => ({
      topic,
      item: (context) => ticketItem(context, after),
    });
    if (!before) {
      yield about("ticket.created");
      continue;
    }
    yield* changedTopics(changes, before, after).map(about);
    for (const topic of assignments(before, after)) {
      const part = newParts.find(
        ({ owner_id, assigned_to }) => owner_id === after.id && assigned_to !== null,
      );
      yield withPart(topic, after, part);
    }
    yield* participantsMoved(changes, change, {
      topics: ["ticket.contact.attached", "ticket.contact.detached"],
      item: (context) => ({ ticket: ticketRecord(context, after) }),
    });
  }
  for (const part of newParts) {
    const ticket = changes.store.collection(tickets).get(part.owner_id);
    const topic = partTopic(part);
    if (ticket && topic) yield withPart(topic, ticket, part);
  }
}

function changedTopics({ store }: Changes, before: Ticket, after: Ticket): Topic[] {
  const isResolved = ({ state_id }: Ticket) =>
    store.collection(ticketStates).get(state_id)?.category === "resolved";
  const rules: readonly (readonly [topic: Topic, applies: boolean])[] = [
    ["ticket.state.updated", before.state_id !== after.state_id],
    ["ticket.resolved", isResolved(after) && !isResolved(before)],
    ["ticket.closed", before.open && !after.open],
    ["ticket.attribute.updated", !isSame(before.attributes, after.attributes)],
  ];
  return rules.flatMap(([topic, applies]) => (applies ? [topic] : []));
}

function assignments(before: Ticket, after: Ticket): Topic[] {
  const is = (name: "admin_assignee_id" | "team_assignee_id") =>
    after[name] !== null && after[name] !== before[name];
  return [
    ...(is("admin_assignee_id") ? ["ticket.admin.assigned" as const] : []),
    ...(is("team_assignee_id") ? ["ticket.team.assigned" as const] : []),
  ];
}

function withPart(topic: Topic, ticket: Ticket, part: Part | undefined): Occurrence {
  return {
    topic,
    item: (context) => ({
      type: "ticket_ticket_part",
      ticket: ticketItem(context, ticket),
      ...(part ? { ticket_part: partView(context, "ticket_part", part) } : {}),
    }),
  };
}

function partTopic(part: Part): Topic | undefined {
  if (part.part_type === "note") return "ticket.note.created";
  const by = replyBy(part);
  if (by === "contact") return "ticket.contact.replied";
  return by === "admin" ? "ticket.admin.replied" : undefined;
}
