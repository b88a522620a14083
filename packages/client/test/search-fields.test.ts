import {
  type CompanySearchFields,
  type ContactSearchFields,
  query,
  type SearchFilter,
} from "@interkit/client";
import { expect, test } from "vitest";
import { bench } from "./sandbox.ts";

/** The fields that have a name of their own, which custom attributes have not. */
type NamesOf<Fields> = Record<Exclude<keyof Fields, `custom_attributes.${string}`>, Value>;
type Value = string | number | boolean;

// The compiler sees to it that no field is forgotten here.
const ofContacts: NamesOf<ContactSearchFields> = {
  id: "5ba682d23d7cf92bef87bfd4",
  role: "user",
  name: "Ada",
  avatar: "https://example.com/ada.png",
  owner_id: 1,
  email: "ada@example.com",
  email_domain: "example.com",
  phone: "+441632960123",
  formatted_phone: "+441632960123",
  external_id: "user-1815",
  created_at: 1_750_000_000,
  signed_up_at: 1_750_000_000,
  updated_at: 1_750_000_000,
  last_seen_at: 1_750_000_000,
  last_contacted_at: 1_750_000_000,
  last_replied_at: 1_750_000_000,
  last_email_opened_at: 1_750_000_000,
  last_email_clicked_at: 1_750_000_000,
  language_override: "en",
  browser: "Firefox",
  browser_language: "en-GB",
  os: "Linux",
  "location.country": "United Kingdom",
  "location.region": "London",
  "location.city": "London",
  unsubscribed_from_emails: false,
  marked_email_as_spam: false,
  has_hard_bounced: false,
  ios_last_seen_at: 1_750_000_000,
  ios_app_version: "1.0",
  ios_device: "iPhone",
  ios_app_device: "iPhone",
  ios_os_version: "18",
  ios_app_name: "Engine",
  ios_sdk_version: "2.0",
  android_last_seen_at: 1_750_000_000,
  android_app_version: "1.0",
  android_device: "Pixel",
  android_app_name: "Engine",
  andoid_sdk_version: "2.0",
  segment_id: "5ba682d23d7cf92bef87bfd5",
  tag_id: "7",
};

const ofCompanies: NamesOf<CompanySearchFields> = {
  company_id: "initech",
  name: "Initech",
  created_at: 1_750_000_000,
  updated_at: 1_750_000_000,
  remote_created_at: 1_750_000_000,
  last_request_at: 1_750_000_000,
  monthly_spend: 100,
  session_count: 3,
  user_count: 3,
  tag_id: "7",
};

const filters = (fields: Record<string, Value>): SearchFilter[] =>
  Object.entries(fields).map(([field, value]) => query.eq(field, value));

test("every field that the builder knows for contacts can be searched", async () => {
  const { preview } = bench();
  for (const filter of filters(ofContacts)) {
    await expect(preview.contacts.search({ query: filter }).collect({ limit: 1 })).resolves.toEqual(
      [],
    );
  }
});

test("every field that the builder knows for companies can be searched", async () => {
  const { preview } = bench();
  for (const filter of filters(ofCompanies)) {
    await expect(
      preview.companies.search({ query: filter }).collect({ limit: 1 }),
    ).resolves.toEqual([]);
  }
});
