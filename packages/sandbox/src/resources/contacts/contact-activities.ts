import type { JsonObject } from "../../description/openapi.ts";
import { apiError } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { listSorted } from "../../paging/list.ts";
import type { Contact } from "../../records/contacts.ts";
import { type CollectionKey, collection, type Entity } from "../../store/collection.ts";

/** An activity of a contact, such as its creation. */
export interface ContactActivity extends Entity {
  readonly event_type:
    | "contact.created"
    | "contact.role_updated"
    | "contact.deleted"
    | "contact.merged"
    | "contact.merge_failed";
  readonly contact_id: string;
  readonly external_id: string | null;
  readonly role: string | null;
  readonly merge_source_id: string | null;
  readonly merge_target_id: string | null;
  readonly failure_reason: string | null;
  readonly created_at: number;
}

export const activities: CollectionKey<ContactActivity> = collection<ContactActivity>(
  "contactActivities",
  "number",
  {},
  { created_at: ({ created_at }) => created_at },
);

type Merge = Pick<ContactActivity, "merge_source_id" | "merge_target_id" | "failure_reason">;

/** Records an activity of a contact. */
export function recordContactActivity(
  context: RequestContext,
  event_type: ContactActivity["event_type"],
  contact: Contact,
  merge: Partial<Merge> = {},
): void {
  const count = Number(context.store.nextId(activities)).toString(16).padStart(6, "0");
  context.collection(activities).insert({
    id: `${context.now}000.${count}`,
    event_type,
    contact_id: contact.id,
    external_id: contact.external_id,
    role: contact.role,
    merge_source_id: null,
    merge_target_id: null,
    failure_reason: null,
    ...merge,
    created_at: context.now,
  });
}

function view(activity: ContactActivity): JsonObject {
  return { type: "contact_activity", ...activity };
}

/** Intercom limits `per_page` to 150 here, and rounds fractions down. */
function normalisePerPage(given: URLSearchParams): void {
  const requested = given.get("per_page");
  if (requested === null) return;
  const perPage = requested.trim() === "" ? Number.NaN : Math.floor(Number(requested));
  if (!(perPage >= 1)) {
    const message = "per_page must be a number from 1 to 150";
    throw apiError(400, "invalid_per_page", message, "per_page");
  }
  given.set("per_page", String(Math.min(perPage, 150)));
}

export const contactActivityHandlers: Handlers = {
  "contacts.activities.list": {
    checkQuery: normalisePerPage,
    handle: (context) =>
      listSorted(context, context.collection(activities).sorted("created_at", false), {
        view,
        // A client that polls sends the id of the last event that it has.
        positionOf: (id) => {
          const known = context.collection(activities).get(id);
          return known && { value: known.created_at, id };
        },
      }),
  },
};
