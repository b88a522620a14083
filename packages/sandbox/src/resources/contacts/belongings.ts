import type { Call } from "../../engine/call.ts";
import { calls } from "../../records/calls.ts";
import { mergedContacts } from "../../records/contacts.ts";
import { receipts } from "../../records/receipts.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import { events, summaries } from "../data/data-events.ts";
import { forgetNotes, notes, notesOf } from "../notes/notes.ts";
import { handOver } from "./involvement.ts";

interface Belonging extends Entity {
  readonly contact_id: string | null;
}

const keysOf = (...keys: readonly unknown[]) => keys as readonly CollectionKey<Belonging>[];

/** What a contact did and saw, and what became of it elsewhere: each has an index `contact`. */
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
  retarget(call, from, [into]);
  handOver(call, from, into);
}

interface OfContacts extends Entity {
  readonly contact_id?: string;
  readonly contact_ids?: readonly string[] | null;
}

/** Shows the banners that are for a contact to others in its place. What it saw of them is forgotten. */
function retarget(call: Call, from: string, into: readonly string[]): void {
  const [banners, views] = ["banners", "bannerViews"].map((name) => call.store.named(name));
  for (const { id, contact_id } of (views?.all() ?? []) as OfContacts[]) {
    if (contact_id === from) views?.delete(id);
  }
  for (const { id, contact_ids } of (banners?.all() ?? []) as OfContacts[]) {
    if (!contact_ids?.includes(from)) continue;
    const others = contact_ids.filter((one) => one !== from);
    const change: Partial<OfContacts> = { contact_ids: [...new Set([...others, ...into])] };
    banners?.update(id, change);
  }
}

/**
 * Deletes what nobody can ask for without the contact: notes, events, and who was merged into it. No
 * banner is for it any more.
 */
export function forgetAll(call: Call, contactId: string): void {
  forgetNotes(call, "contact", contactId);
  for (const key of history) {
    for (const { id } of call.in(key).by("contact", contactId)) call.in(key).delete(id);
  }
  retarget(call, contactId, []);
  for (const { id } of call.in(mergedContacts).by("into", contactId)) {
    forgetAll(call, id);
    call.in(mergedContacts).delete(id);
  }
}
