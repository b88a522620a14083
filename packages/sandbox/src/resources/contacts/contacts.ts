import type { JsonObject } from "../../description/openapi.ts";
import type { Call, Handlers } from "../../engine/call.ts";
import { notFound } from "../../engine/errors.ts";
import { listSorted } from "../../paging/list.ts";
import {
  blankContact,
  type Contact,
  contacts,
  deletedContacts,
  findContact,
  goneTo,
  mergedContacts,
} from "../../records/contacts.ts";
import { checkCustomAttributes } from "../data/data-attributes.ts";
import { forgetAll } from "./belongings.ts";
import { contactActivityHandlers, record } from "./contact-activities.ts";
import { contactMergeHandlers } from "./contact-merge.ts";
import { applyInput, type ContactInput, refuseDuplicates } from "./contact-rules.ts";
import { searchContacts } from "./contact-search.ts";
import { contactReference, contactView } from "./contact-view.ts";
import { inactiveContactHandlers } from "./inactive-contacts.ts";

/** Makes a contact. Without a role, it is a user. */
export function createContact(call: Call, input: ContactInput): Contact {
  const blank = blankContact(call.store.nextId(contacts), call.now);
  checkCustomAttributes(call, "contact", { ...input.custom_attributes });
  const contact = applyInput(blank, input, call.now);
  refuseDuplicates(call, contact);
  record(call, "contact.created", contact);
  return call.in(contacts).insert(contact);
}

/** Changes a contact. Attributes that are not named stay as they are. */
export function updateContact(call: Call, before: Contact, input: ContactInput): Contact {
  checkCustomAttributes(call, "contact", { ...input.custom_attributes });
  const contact = applyInput(before, input, call.now);
  refuseDuplicates(call, contact);
  if (contact.role !== before.role) record(call, "contact.role_updated", contact);
  return call.in(contacts).update(contact.id, contact);
}

/** Deletes a contact for good. Conversations stay, and know it by its id alone. */
export function deleteContact(call: Call, contact: Contact): void {
  record(call, "contact.deleted", contact);
  forgetAll(call, contact.id);
  call.in(contacts).delete(contact.id);
  call.in(deletedContacts).insert({ id: contact.id, deleted_at: call.now });
}

function findByExternalId(call: Call): JsonObject {
  const externalId = call.param("external_id");
  const found = call
    .in(contacts)
    .by("externalId", externalId)
    .find(({ role }) => role === "user");
  if (found) return contactView(call, found);
  const [merged] = call.in(mergedContacts).by("externalId", externalId);
  throw merged ? goneTo(call, merged) : notFound("User Not Found");
}

const named = (call: Call) => findContact(call, call.param("contact_id"));

function setState(call: Call, state: Partial<Pick<Contact, "archived" | "blocked">>): JsonObject {
  const contact = call.in(contacts).update(named(call).id, { ...state, updated_at: call.now });
  return { ...contactReference(contact), ...state };
}

export const contactHandlers: Handlers = {
  "contacts.list": (call) =>
    listSorted(call, call.in(contacts).sorted("created_at", true), {
      view: (contact) => contactView(call, contact),
      perPage: 10,
    }),
  "contacts.create": (call) => contactView(call, createContact(call, call.body<ContactInput>())),
  "contacts.get": (call) => contactView(call, named(call)),
  "contacts.update": (call) =>
    contactView(call, updateContact(call, named(call), call.body<ContactInput>())),
  "contacts.delete": (call) => {
    const contact = named(call);
    deleteContact(call, contact);
    return { ...contactReference(contact), deleted: true };
  },
  "contacts.search": searchContacts,
  "contacts.findByExternalId": findByExternalId,
  "contacts.archive": (call) => setState(call, { archived: true }),
  "contacts.unarchive": (call) => setState(call, { archived: false }),
  "contacts.block": (call) => setState(call, { blocked: true }),
  ...contactMergeHandlers,
  ...contactActivityHandlers,
  ...inactiveContactHandlers,
};
