import type { JsonObject } from "../../description/openapi.ts";
import type { RecordView } from "../../description/record-view.ts";
import { notFound } from "../../engine/errors.ts";
import type { Handlers, RequestContext } from "../../engine/request-context.ts";
import { listSorted } from "../../paging/list.ts";
import {
  blankContact,
  type Contact,
  contacts,
  deletedContacts,
  findContact,
  mergedContacts,
  mergedError,
} from "../../records/contacts.ts";
import { checkCustomAttributes } from "../data/data-attributes.ts";
import { contactActivityHandlers, recordContactActivity } from "./contact-activities.ts";
import { contactMergeHandlers } from "./contact-merge.ts";
import { applyInput, type ContactInput, refuseDuplicates } from "./contact-rules.ts";
import { searchContacts } from "./contact-search.ts";
import { contactReference, contactView } from "./contact-view.ts";
import { inactiveContactHandlers } from "./inactive-contacts.ts";
import { deleteRelatedRecords } from "./related-records.ts";

/** Creates a contact. Without a role, it is a user. */
export function createContact(context: RequestContext, input: ContactInput): Contact {
  const blank = blankContact(context.store.nextId(contacts), context.now);
  checkCustomAttributes(context, "contact", { ...input.custom_attributes });
  const contact = applyInput(blank, input, context.now);
  refuseDuplicates(context, contact);
  recordContactActivity(context, "contact.created", contact);
  return context.collection(contacts).insert(contact);
}

/** Updates a contact. Attributes that are not in the input stay. */
export function updateContact(
  context: RequestContext,
  before: Contact,
  input: ContactInput,
): Contact {
  checkCustomAttributes(context, "contact", { ...input.custom_attributes });
  const contact = applyInput(before, input, context.now);
  refuseDuplicates(context, contact);
  if (contact.role !== before.role) recordContactActivity(context, "contact.role_updated", contact);
  return context.collection(contacts).update(contact.id, contact);
}

/** Deletes a contact. Its conversations stay, with its id. */
export function deleteContact(context: RequestContext, contact: Contact): void {
  recordContactActivity(context, "contact.deleted", contact);
  deleteRelatedRecords(context, contact.id);
  context.collection(contacts).delete(contact.id);
  const { id, external_id, email } = contact;
  context.collection(deletedContacts).insert({ id, deleted_at: context.now, external_id, email });
}

function findByExternalId(context: RequestContext): RecordView {
  const externalId = context.param("external_id");
  const found = context
    .collection(contacts)
    .findBy("externalId", externalId)
    .find(({ role }) => role === "user");
  if (found) return contactView(context, found);
  const [merged] = context.collection(mergedContacts).findBy("externalId", externalId);
  throw merged ? mergedError(context, merged) : notFound("User Not Found");
}

const contactInPath = (context: RequestContext) =>
  findContact(context, context.param("contact_id"));

/**
 * Reads a contact by its id.
 *
 * @throws {ApiError} 404 for an archived contact, as Intercom answers, until it is restored:
 * https://github.com/intercom/intercom-ruby/issues/561
 */
function readContact(context: RequestContext): RecordView {
  const contact = contactInPath(context);
  if (contact.archived) throw notFound("User Not Found");
  return contactView(context, contact);
}

function setState(
  context: RequestContext,
  state: Partial<Pick<Contact, "archived" | "blocked">>,
): JsonObject {
  const contact = context
    .collection(contacts)
    .update(contactInPath(context).id, { ...state, updated_at: context.now });
  return { ...contactReference(contact), ...state };
}

export const contactHandlers: Handlers = {
  "contacts.list": (context) =>
    listSorted(context, context.collection(contacts).sorted("created_at", true), {
      view: (contact) => contactView(context, contact),
      perPage: 10,
    }),
  "contacts.create": (context) =>
    contactView(context, createContact(context, context.body<ContactInput>())),
  "contacts.get": readContact,
  "contacts.update": (context) =>
    contactView(
      context,
      updateContact(context, contactInPath(context), context.body<ContactInput>()),
    ),
  "contacts.delete": (context) => {
    const contact = contactInPath(context);
    deleteContact(context, contact);
    return { ...contactReference(contact), deleted: true };
  },
  "contacts.search": searchContacts,
  "contacts.findByExternalId": findByExternalId,
  "contacts.archive": (context) => setState(context, { archived: true }),
  "contacts.unarchive": (context) => setState(context, { archived: false }),
  "contacts.block": (context) => setState(context, { blocked: true }),
  ...contactMergeHandlers,
  ...contactActivityHandlers,
  ...inactiveContactHandlers,
};
