import type { Handler, RequestContext } from "../../engine/request-context.ts";
import { newestFirst } from "../../paging/list.ts";
import { contactAttribute, contactReaders } from "../../records/contact-fields.ts";
import { type Contact, contacts, isVisible } from "../../records/contacts.ts";
import { type Fields, fieldsFrom } from "../../search/facts.ts";
import { readersIn } from "../../search/fields.ts";
import { search } from "../../search/search.ts";
import { isDateAttribute } from "../data/data-attributes.ts";
import { segmentsOfContact } from "../segments/segment-members.ts";
import { contactView } from "./contact-view.ts";

function searchable(context: RequestContext): Fields<Contact> {
  const readers = readersIn<Contact>({
    ...contactReaders,
    segment_id: { read: (contact) => segmentsOfContact(context, contact).map(({ id }) => id) },
  });
  const attribute = (name: string) => ({
    ...contactAttribute(name),
    isDate: isDateAttribute(context, "contact", name),
  });
  return fieldsFrom(context.search, readers, attribute, context.workspace.timezone);
}

export const searchContacts: Handler = search<Contact>({
  collection: (context) => context.collection(contacts),
  isVisible: isVisible,
  fields: searchable,
  view: (contact, context) => contactView(context, contact),
  order: newestFirst,
  perPage: 50,
});
