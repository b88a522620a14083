import { searches } from "../generated/searches.ts";
import { type Fields, fieldsFrom, scalars } from "../search/facts.ts";
import { type Reader, readersIn } from "../search/fields.ts";
import type { Contact } from "./contacts.ts";
import { formatPhone } from "./phone.ts";

/** Readers of fields that are not at the path of their name, or that have an index. */
export const contactReaders: Readonly<Record<string, Reader<Contact>>> = {
  id: { read: ({ id }) => id, index: "id" },
  email: { read: ({ email }) => email, index: "email" },
  phone: { read: ({ phone }) => phone, index: "phone" },
  formatted_phone: { read: ({ phone }) => formatPhone(phone), index: "formattedPhone" },
  external_id: { read: ({ external_id }) => external_id, index: "externalIdInLowerCase" },
  tag_id: { read: ({ tags }) => tags.map(({ id }) => id), index: "tag" },
  created_at: { read: ({ created_at }) => created_at, index: "created_at" },
  updated_at: { read: ({ updated_at }) => updated_at, index: "updated_at" },
  last_seen_at: { read: ({ last_seen_at }) => last_seen_at, index: "last_seen_at" },
  email_domain: { read: ({ email }) => email?.split("@")[1] },
  // The documented list has this spelling, and both `ios_app_device` and `ios_device`.
  andoid_sdk_version: { read: (contact) => contact.android_sdk_version },
  ios_app_device: { read: (contact) => contact.ios_device },
};

/** The reader of a custom attribute of a contact. */
export const contactAttribute = (name: string): Reader<Contact> => ({
  read: ({ custom_attributes }) => scalars(custom_attributes[name]),
});

const newest = fieldsFrom(searches["contacts.search"], readersIn(contactReaders), contactAttribute);

/** The fields of segments of contacts: those of the newest search, except `segment_id`. */
export const contactSegmentFields: Fields<Contact> = (name) =>
  name === "segment_id" ? undefined : newest(name);
