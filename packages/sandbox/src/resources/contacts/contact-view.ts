import type { JsonObject } from "../../description/openapi.ts";
import type { RecordView } from "../../description/record-view.ts";
import { isAtLeast } from "../../description/versions.ts";
import type { RequestContext } from "../../engine/request-context.ts";
import type { ViewContext } from "../../engine/view-context.ts";
import { withoutNulls } from "../../handlers/response-values.ts";
import { type SubList, subList } from "../../paging/sub-list.ts";
import { type Contact, type MergedContact, mergedContacts } from "../../records/contacts.ts";
import { formatPhone } from "../../records/phone.ts";
import { notesOf } from "../notes/notes.ts";
import { subscriptionTypes } from "./subscription-types.ts";

/**
 * The response of a contact, with the contacts that were merged into it if the request includes them.
 */
export function contactView(context: RequestContext, contact: Contact): RecordView {
  const withHistory = context.query["include_merge_history"] === true;
  return context.recordView(contact, withHistory ? viewWithMergeHistory : viewOfContact);
}

/** Each version's description selects the properties that it declares. */
function viewOfContact(context: ViewContext, contact: Contact): JsonObject {
  const { email, avatar } = contact;
  return {
    ...contact,
    type: "contact",
    workspace_id: context.workspace.id,
    ...(isAtLeast(context.version, "2.16") ? { email_domain: email?.split("@")[1] ?? null } : {}),
    ...withoutNulls({ formatted_phone: formatPhone(contact.phone) }),
    avatar: avatar === null ? null : { type: "avatar", image_url: avatar },
    location: { type: "location", ...contact.location },
    social_profiles: { type: "list", data: contact.social_profiles },
    ...ownLists(context, contact),
  };
}

function viewWithMergeHistory(context: ViewContext, contact: Contact): JsonObject {
  return {
    ...viewOfContact(context, contact),
    merge_history: mergesInto(context, contact.id).map(mergeView),
  };
}

/** The lists inside a contact: the first ten items of each, and its path. */
function ownLists(context: ViewContext, contact: Contact): Record<string, SubList> {
  const { id, tags, company_ids, subscription_ids } = contact;
  const consents = (type: string) =>
    subscription_ids.filter(
      (subscription) =>
        context.collection(subscriptionTypes).get(subscription)?.consent_type === type,
    );
  const of = (type: string, place: string, ids: readonly string[]) =>
    subList(type, ids, `/contacts/${id}/${place}`, `/${place}`);
  return {
    tags: of(
      "tag",
      "tags",
      tags.map((tag) => tag.id),
    ),
    notes: of(
      "note",
      "notes",
      notesOf(context, "contact", id).map((note) => note.id),
    ),
    companies: of("company", "companies", company_ids),
    opted_out_subscription_types: of("subscription", "subscriptions", consents("opt_out")),
    opted_in_subscription_types: of("subscription", "subscriptions", consents("opt_in")),
  };
}

/** The contacts that were merged into a contact, the latest first. */
export function mergesInto(context: ViewContext, id: string): MergedContact[] {
  return context.collection(mergedContacts).findBy("into", id).toReversed();
}

/** An entry of the merge history. */
export function mergeView(merged: MergedContact): JsonObject {
  return {
    type: "merge_history",
    source_contact_id: merged.id,
    source_contact_role: merged.role,
    merged_at: merged.merged_at,
  };
}

/** A reference to a contact. */
export function contactReference({ id, external_id }: Contact): JsonObject {
  return { type: "contact", id, external_id };
}
