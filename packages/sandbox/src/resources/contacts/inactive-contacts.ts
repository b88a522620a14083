import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { list } from "../../paging/list.ts";
import {
  contacts,
  type DeletedContact,
  deletedContacts,
  mergedContacts,
  pendingDeletionSeconds,
} from "../../records/contacts.ts";
import type { Entity } from "../../store/collection.ts";

/** A contact that no list returns, with the reason. */
interface InactiveContact extends Entity {
  readonly external_id: string | null;
  readonly email: string | null;
  readonly status: "archived" | "blocked" | "merged" | "pending_deletion" | "permanently_deleted";
  readonly merged_into_id?: string;
  readonly since: number;
}

function inactiveContacts(context: RequestContext): InactiveContact[] {
  const hidden = context.collection(contacts).sorted("hidden_at", true);
  return [
    ...hidden
      .from(0, hidden.size)
      .map(({ id, external_id, email, archived, updated_at: since }): InactiveContact => {
        const status = archived ? "archived" : "blocked";
        return { id, external_id, email, status, since };
      }),
    ...context
      .collection(mergedContacts)
      .all()
      .map(
        // State files of older releases have no email here.
        ({ id, external_id, email = null, into, merged_at: since }): InactiveContact => {
          return { id, external_id, email, status: "merged", merged_into_id: into, since };
        },
      ),
    ...context
      .collection(deletedContacts)
      .all()
      .map((deleted) => deletion(deleted, context.now)),
  ];
}

/** A deleted contact keeps its email and external id in the list until the deletion is permanent. */
function deletion(deleted: DeletedContact, now: number): InactiveContact {
  const { id, deleted_at: since, external_id, email } = deleted;
  if (external_id === undefined || email === undefined || now - since >= pendingDeletionSeconds) {
    return { id, external_id: null, email: null, status: "permanently_deleted", since };
  }
  return { id, external_id, email, status: "pending_deletion", since };
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

export const inactiveContactHandlers: Handlers = {
  "contacts.deleted.list": (context) => {
    const escapes = context.query["escape_identity"] !== false;
    return list(context, inactiveContacts(context), {
      order: { by: ({ since }) => since, descending: true },
      view: ({ since, email, ...shown }) => ({
        ...shown,
        email: email && escapes ? escapeHtml(email) : email,
      }),
    });
  },
};
