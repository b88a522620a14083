import type { JsonObject } from "../../description/openapi.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import { contacts, mergedContacts } from "../../records/contacts.ts";
import type { Entity } from "../../store/collection.ts";
import { type Changes, type RecordChange, without } from "../changes.ts";
import type { Occurrence, Topic } from "../occurrence.ts";
import { contactItem } from "./contacts.ts";

interface WithContacts extends Entity {
  readonly contact_ids: readonly string[];
}

/** The topics of contacts that come and go, and the item without the contact. */
interface Participation {
  readonly topics: readonly [attached: Topic, detached: Topic];
  readonly item: (context: RequestContext) => JsonObject;
}

/** Contacts that were added to a conversation or a ticket, or removed from it. */
export function* participantsMoved(
  changes: Changes,
  { before, after }: RecordChange<WithContacts>,
  { topics, item }: Participation,
): Generator<Occurrence> {
  // The contacts of a new conversation come with it, and a merge only replaces a contact.
  if (!before || !after || changes.added(mergedContacts).length > 0) return;
  const moved = [
    without(after.contact_ids, before.contact_ids),
    without(before.contact_ids, after.contact_ids),
  ];
  for (const [index, topic] of topics.entries()) {
    for (const id of moved[index] ?? []) {
      const contact = changes.store.collection(contacts).get(id);
      if (!contact) continue;
      yield {
        topic,
        item: (context) => ({ ...item(context), contact: contactItem(context, contact) }),
      };
    }
  }
}
