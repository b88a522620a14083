import type { RequestContext } from "../../engine/request-context.ts";
import { calls } from "../../records/calls.ts";
import { mergedContacts } from "../../records/contacts.ts";
import { receipts } from "../../records/receipts.ts";
import type { CollectionKey, Entity } from "../../store/collection.ts";
import { events, summaries } from "../data/data-events.ts";
import { deleteNotes, notes, notesOf } from "../notes/notes.ts";
import { moveInvolvement } from "./move-involvement.ts";

interface RecordOfContact extends Entity {
  readonly contact_id: string | null;
}

const keysOf = (...keys: readonly unknown[]) => keys as readonly CollectionKey<RecordOfContact>[];

/** Collections of a contact's records: each has an index `contact`. Only `traces` survive deletion. */
const history = keysOf(events, summaries);
const traces = keysOf(receipts, calls);

/** Moves all records of a contact to another contact, on a merge. */
export function moveRelatedRecords(context: RequestContext, from: string, into: string): void {
  for (const { id } of notesOf(context, "contact", from)) {
    context.collection(notes).update(id, { owner_id: into });
  }
  for (const key of [...history, ...traces]) {
    for (const { id } of context.collection(key).findBy("contact", from)) {
      context.collection(key).update(id, { contact_id: into });
    }
  }
  retargetBanners(context, from, [into]);
  moveInvolvement(context, from, into);
}

interface BannerRecord extends Entity {
  readonly contact_id?: string;
  readonly contact_ids?: readonly string[] | null;
}

/** Replaces a contact in the targets of banners, and deletes its views of banners. */
function retargetBanners(context: RequestContext, from: string, into: readonly string[]): void {
  const banners = context.store.collectionNamed("banners");
  const views = context.store.collectionNamed("bannerViews");
  for (const { id, contact_id } of views.all() as BannerRecord[]) {
    if (contact_id === from) views.delete(id);
  }
  for (const { id, contact_ids } of banners.all() as BannerRecord[]) {
    if (!contact_ids?.includes(from)) continue;
    const others = contact_ids.filter((one) => one !== from);
    const change: Partial<BannerRecord> = { contact_ids: [...new Set([...others, ...into])] };
    banners.update(id, change);
  }
}

/**
 * Deletes the records that cannot be read without the contact: notes, events, and contacts that were
 * merged into it. It is removed from the targets of banners.
 */
export function deleteRelatedRecords(context: RequestContext, contactId: string): void {
  deleteNotes(context, "contact", contactId);
  for (const key of history) {
    for (const { id } of context.collection(key).findBy("contact", contactId))
      context.collection(key).delete(id);
  }
  retargetBanners(context, contactId, []);
  for (const { id } of context.collection(mergedContacts).findBy("into", contactId)) {
    deleteRelatedRecords(context, id);
    context.collection(mergedContacts).delete(id);
  }
}
