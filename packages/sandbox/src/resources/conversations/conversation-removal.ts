import type { Call } from "../../engine/call.ts";
import { calls } from "../../records/calls.ts";
import { conversations, sideConversations, sideOwner } from "../../records/conversations.ts";
import { parts } from "../../records/parts.ts";
import { tickets } from "../../records/tickets.ts";
import type { Entity } from "../../store/collection.ts";
import { unlinkAll } from "../threads/links.ts";
import { partsOf } from "../threads/parts.ts";

interface Belonging extends Entity {
  readonly conversation_id: string;
}

/** What is nothing without its conversation, by name: the folders of most of it use this one. */
const belongings = [
  "sideConversations",
  "handlingEvents",
  "procedureSteps",
  "finSessions",
  "customChannelThreads",
  "messageStatuses",
];

/**
 * Deletes a conversation with its parts, with what teammates and Fin wrote and did beside it, and with
 * the ticket that it was converted to. Phone calls stay, and belong to none.
 */
export function deleteConversation(call: Call, id: string): void {
  for (const part of partsOf(call, id)) call.in(parts).delete(part.id);
  for (const side of call.in(sideConversations).by("conversation", id)) {
    for (const part of partsOf(call, sideOwner(side.id))) call.in(parts).delete(part.id);
  }
  for (const name of belongings) {
    const kept = call.store.named(name);
    for (const one of (kept?.all() ?? []) as Belonging[]) {
      if (one.conversation_id === id) kept?.delete(one.id);
    }
  }
  for (const phoneCall of call.in(calls).by("conversation", id)) {
    call.in(calls).update(phoneCall.id, { conversation_id: null });
  }
  unlinkAll(call, id);
  call.in(tickets).delete(id);
  call.in(conversations).delete(id);
}
