import type { JsonObject } from "../description/openapi.ts";
import { ApiError, notFound } from "../engine/errors.ts";
import type { RequestContext } from "../engine/request-context.ts";
import { type CollectionKey, collection, type Entity } from "../store/collection.ts";
import { formatPhone } from "./phone.ts";
import type { Tagged } from "./tags.ts";

/** Timestamps, which can be null. */
export const timestampFields = [
  "signed_up_at",
  "last_seen_at",
  "last_replied_at",
  "last_contacted_at",
  "last_email_opened_at",
  "last_email_clicked_at",
  "android_last_seen_at",
  "ios_last_seen_at",
] as const;

/** Text about a contact's devices and origin, which can be null. */
export const textFields = [
  "language_override",
  "browser",
  "browser_version",
  "browser_language",
  "os",
  "android_app_name",
  "android_app_version",
  "android_device",
  "android_os_version",
  "android_sdk_version",
  "ios_app_name",
  "ios_app_version",
  "ios_device",
  "ios_os_version",
  "ios_sdk_version",
  "utm_campaign",
  "utm_content",
  "utm_medium",
  "utm_source",
  "utm_term",
  "referrer",
] as const;

export const booleanFields = [
  "has_hard_bounced",
  "marked_email_as_spam",
  "unsubscribed_from_emails",
] as const;

type Details = Readonly<
  Record<(typeof timestampFields)[number], number | null> &
    Record<(typeof textFields)[number], string | null> &
    Record<(typeof booleanFields)[number], boolean>
>;

export interface Location {
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly country_code: string | null;
  readonly continent_code: string | null;
}

export type Role = "user" | "lead";

/** A contact as it is stored: one shape for all API versions. */
export interface Contact extends Tagged, Details {
  readonly role: Role;
  readonly external_id: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly name: string | null;
  readonly avatar: string | null;
  readonly sms_consent: boolean;
  readonly unsubscribed_from_sms: boolean;
  /** Null for a contact without a mobile app of the workspace. */
  readonly enabled_push_messaging: boolean | null;
  readonly owner_id: number | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly custom_attributes: JsonObject;
  readonly location: Location;
  readonly social_profiles: readonly JsonObject[];
  readonly archived: boolean;
  readonly blocked: boolean;
  readonly company_ids: readonly string[];
  /** Subscription types that the contact opted out of or into. */
  readonly subscription_ids: readonly string[];
}

/** Archived and blocked contacts are in no list and no search. */
export function isVisible({ archived, blocked }: Contact): boolean {
  return !archived && !blocked;
}

export const contacts: CollectionKey<Contact> = collection<Contact>(
  "contacts",
  "hex",
  {
    email: ({ email }) => [email?.toLowerCase()],
    phone: ({ phone }) => [phone?.toLowerCase()],
    formattedPhone: ({ phone }) => [formatPhone(phone)],
    externalId: ({ external_id }) => [external_id],
    externalIdInLowerCase: ({ external_id }) => [external_id?.toLowerCase()],
    tag: ({ tags }) => tags.map(({ id }) => id),
    company: ({ company_ids }) => company_ids,
    companyOfUser: (contact) =>
      contact.role === "user" && isVisible(contact) ? contact.company_ids : [],
  },
  {
    created_at: (contact) => isVisible(contact) && contact.created_at,
    updated_at: (contact) => isVisible(contact) && contact.updated_at,
    last_seen_at: (contact) => isVisible(contact) && contact.last_seen_at,
    hidden_at: (contact) => !isVisible(contact) && contact.updated_at,
  },
);

/** A contact that was merged into another. */
export interface MergedContact extends Entity {
  readonly external_id: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly into: string;
  readonly merged_at: number;
}

export const mergedContacts: CollectionKey<MergedContact> = collection<MergedContact>(
  "mergedContacts",
  "hex",
  { externalId: ({ external_id }) => [external_id], into: ({ into }) => [into] },
);

/** A contact that was deleted. Its deletion is pending for {@link pendingDeletionSeconds}. */
export interface DeletedContact extends Entity {
  readonly deleted_at: number;
  /** State files of older releases have neither this nor the email. */
  readonly external_id?: string | null;
  readonly email?: string | null;
}

/** How long a deletion is pending: Intercom deletes within seven days. */
export const pendingDeletionSeconds: number = 7 * 24 * 60 * 60;

export const deletedContacts: CollectionKey<DeletedContact> = collection<DeletedContact>(
  "deletedContacts",
  "hex",
);

const nothing = Object.fromEntries([...timestampFields, ...textFields].map((name) => [name, null]));
const unset = Object.fromEntries(booleanFields.map((name) => [name, false]));

const unknown: Contact = {
  ...(nothing as Pick<Details, (typeof timestampFields)[number] | (typeof textFields)[number]>),
  ...(unset as Pick<Details, (typeof booleanFields)[number]>),
  id: "",
  role: "user",
  external_id: null,
  email: null,
  phone: null,
  name: null,
  avatar: null,
  sms_consent: false,
  unsubscribed_from_sms: false,
  enabled_push_messaging: null,
  owner_id: null,
  created_at: 0,
  updated_at: 0,
  custom_attributes: {},
  location: { country: null, region: null, city: null, country_code: null, continent_code: null },
  social_profiles: [],
  archived: false,
  blocked: false,
  company_ids: [],
  tags: [],
  subscription_ids: [],
};

// V8 copies an object made by JSON.parse twenty times faster than one built by property.
const template = JSON.parse(JSON.stringify(unknown)) as Contact;

/** A contact with only its id set. */
export function blankContact(id: string, now: number): Contact {
  return { ...template, id, created_at: now, updated_at: now };
}

/**
 * The contact with an id.
 *
 * @throws {ApiError} 410 with a `Link` to the contact that it was merged into; 404 when there never
 * was one. https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/showcontact
 */
export function findContact(context: RequestContext, id: string): Contact {
  const contact = context.collection(contacts).get(id);
  if (contact) return contact;
  const merged = context.collection(mergedContacts).get(id);
  throw merged ? mergedError(context, merged) : notFound("User Not Found");
}

/** The error for a merged contact. Its `Link` header names the last contact of the chain. */
export function mergedError(context: RequestContext, merged: MergedContact): ApiError {
  const all = context.collection(mergedContacts);
  let last = merged.into;
  for (let next = all.get(last); next; next = all.get(last)) last = next.into;
  const message = "This contact has been merged. See the 'Link' header for the canonical contact.";
  const headers = { Link: `</contacts/${last}>; rel="canonical"` };
  return new ApiError(410, { code: "contact_merged", message }, headers);
}
