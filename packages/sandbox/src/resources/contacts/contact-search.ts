import type { Call, Handler } from "../../engine/call.ts";
import { newestFirst } from "../../paging/list.ts";
import type { Field, Fields } from "../../search/fields.ts";
import { search } from "../../search/search.ts";
import { segmentsOfContact } from "../people/segment-members.ts";
import { contactFields } from "./contact-fields.ts";
import { type Contact, contacts, isVisible } from "./contact-model.ts";
import { contactView } from "./contact-view.ts";

function searchable(call: Call): Fields<Contact> {
  const segmentIds: Field<Contact> = {
    type: "reference",
    read: (contact) => segmentsOfContact(call, contact).map(({ id }) => id),
  };
  return (name) => (name === "segment_id" ? segmentIds : contactFields(name));
}

export const searchContacts: Handler = search<Contact>({
  collection: (call) => call.in(contacts),
  shows: isVisible,
  fields: searchable,
  view: (contact, call) => contactView(call, contact),
  order: newestFirst,
  perPage: 50,
});
