import type { RequestContext } from "../../engine/request-context.ts";
import { calls } from "../../records/calls.ts";
import { conversations, sideConversations, sideOwner } from "../../records/conversations.ts";
import { parts } from "../../records/parts.ts";
import { tickets } from "../../records/tickets.ts";
import type { Entity } from "../../store/collection.ts";
import { unlinkAll } from "../threads/links.ts";
import { partsOf } from "../threads/parts.ts";

interface RecordOfConversation extends Entity {
  readonly conversation_id: string;
}

/** Collections of records that are deleted with their conversation, by name to avoid import cycles. */
const ownedCollections = [
  "sideConversations",
  "handlingEvents",
  "procedureSteps",
  "finSessions",
  "customChannelThreads",
  "messageStatuses",
];

/**
 * Deletes a conversation with its parts, its dependent records, and the ticket that it was converted
 * to. Phone calls stay, without a conversation.
 */
export function deleteConversation(context: RequestContext, id: string): void {
  for (const part of partsOf(context, id)) context.collection(parts).delete(part.id);
  for (const side of context.collection(sideConversations).findBy("conversation", id)) {
    for (const part of partsOf(context, sideOwner(side.id)))
      context.collection(parts).delete(part.id);
  }
  for (const name of ownedCollections) {
    const kept = context.store.collectionNamed(name);
    for (const one of kept.all() as RecordOfConversation[]) {
      if (one.conversation_id === id) kept.delete(one.id);
    }
  }
  for (const phoneCall of context.collection(calls).findBy("conversation", id)) {
    context.collection(calls).update(phoneCall.id, { conversation_id: null });
  }
  unlinkAll(context, id);
  context.collection(tickets).delete(id);
  context.collection(conversations).delete(id);
}
