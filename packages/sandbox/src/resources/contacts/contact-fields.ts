import { type Field, type Fields, fieldsOf, fieldTable, foundBy } from "../../search/fields.ts";
import { type Contact, flags, timestamps, words } from "./contact-model.ts";

/** Details that a contact shows but that cannot be searched by. */
const unsearchable = ["browser_version", "utm_", "referrer", "android_os_version"];
const searchableWords = words.filter(
  (name) => !unsearchable.some((prefix) => name.startsWith(prefix)),
);

const named = ["id", "role", "name", "avatar", "email", "phone", "external_id"] as const;
const location = ["country", "region", "city"] as const;

const names = {
  id: "id",
  email: "email",
  phone: "phone",
  formatted_phone: "phone",
  external_id: "externalIdInLowerCase",
  tag_id: "tag",
  created_at: "created_at",
  updated_at: "updated_at",
  last_seen_at: "last_seen_at",
};

const table = foundBy<Contact>(names, {
  ...fieldsOf<Contact, (typeof named)[number]>("string", named),
  ...fieldsOf<Contact, (typeof words)[number]>("string", searchableWords),
  ...fieldsOf<Contact, (typeof flags)[number]>("boolean", flags),
  ...fieldsOf<Contact, (typeof timestamps)[number]>("date", timestamps),
  ...fieldsOf<Contact, "created_at" | "updated_at">("date", ["created_at", "updated_at"]),
  ...fieldsOf<Contact, "owner_id">("integer", ["owner_id"]),
  ...Object.fromEntries(
    location.map((name) => [
      `location.${name}`,
      { type: "string", read: (contact) => contact.location[name] } satisfies Field<Contact>,
    ]),
  ),
  formatted_phone: { type: "string", read: ({ phone }) => phone },
  email_domain: { type: "string", read: ({ email }) => email?.split("@")[1] },
  // The official list spells it so, and has a device of the app beside the device.
  andoid_sdk_version: { type: "string", read: (contact) => contact.android_sdk_version },
  ios_app_device: { type: "string", read: (contact) => contact.ios_device },
  tag_id: { type: "reference", read: (contact) => contact.tags.map(({ id }) => id) },
});

/**
 * What contacts can be searched by, but for the segments that they are in: a segment is itself a
 * search by these.
 *
 * https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/searchcontacts
 */
export const contactFields: Fields<Contact> = fieldTable(
  table,
  (contact) => contact.custom_attributes,
);
