import type { Call, Handler } from "../../engine/call.ts";
import { newestFirst } from "../../paging/list.ts";
import { contactAttribute, contactReaders } from "../../records/contact-fields.ts";
import { type Contact, contacts, isVisible } from "../../records/contacts.ts";
import { type Fields, fieldsFrom } from "../../search/facts.ts";
import { readersIn } from "../../search/fields.ts";
import { search } from "../../search/search.ts";
import { isDateAttribute } from "../data/data-attributes.ts";
import { segmentsOfContact } from "../segments/segment-members.ts";
import { contactView } from "./contact-view.ts";

function searchable(call: Call): Fields<Contact> {
  const readers = readersIn<Contact>({
    ...contactReaders,
    segment_id: { read: (contact) => segmentsOfContact(call, contact).map(({ id }) => id) },
  });
  return fieldsFrom(call.search, readers, (name) => ({
    ...contactAttribute(name),
    isDate: isDateAttribute(call, "contact", name),
  }));
}

export const searchContacts: Handler = search<Contact>({
  collection: (call) => call.in(contacts),
  shows: isVisible,
  fields: searchable,
  view: (contact, call) => contactView(call, contact),
  order: newestFirst,
  perPage: 50,
});
