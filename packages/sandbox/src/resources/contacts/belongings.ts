import type { Call } from "../../engine/call.ts";
import { calls } from "../../records/calls.ts";
import { receipts } from "../../records/receipts.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import { events, summaries } from "../data/data-events.ts";
import { notes, notesOf } from "../notes/notes.ts";
import { handOver } from "./involvement.ts";

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
