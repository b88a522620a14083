import type { Call } from "../../engine/call.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import { calls } from "../calls/call-model.ts";
import { handOver } from "../conversations/involvement.ts";
import { events, summaries } from "../data/data-events.ts";
import { receipts } from "../outbound/receipts.ts";
import { notes, notesOf } from "../people/notes.ts";

interface Belonging extends Entity {
  readonly contact_id: string | null;
}

const keysOf = (...keys: readonly unknown[]) => keys as readonly CollectionKey<Belonging>[];

/** What a contact did, and what became of it elsewhere: each has an index `contact`. */
const history = keysOf(events, summaries);
const traces = keysOf(receipts, calls);

/** Gives all that belongs to a contact to another, as when contacts are merged. */
export function giveAll(call: Call, from: string, into: string): void {
  for (const { id } of notesOf(call, "contact", from)) {
    call.in(notes).update(id, { owner_id: into });
  }
  for (const key of [...history, ...traces]) {
    for (const { id } of call.in(key).by("contact", from)) {
      call.in(key).update(id, { contact_id: into });
    }
  }
  handOver(call, from, into);
}

/** Deletes what nobody can ask for without the contact: notes and events. */
export function forgetAll(call: Call, contactId: string): void {
  for (const { id } of notesOf(call, "contact", contactId)) call.in(notes).delete(id);
  for (const key of history) {
    for (const { id } of call.in(key).by("contact", contactId)) call.in(key).delete(id);
  }
}
