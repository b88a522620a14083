import { describe, expect, test } from "vitest";
import { workspace } from "./support/workspace.ts";

/** The examples of Intercom's reference, in its version. */
const version = "Unstable";
const at = 1_571_672_154;

const plain = {
  role: "user",
  external_id: "f3b87a2e09d514c6c2e79b9a",
  email: "ada@example.com",
  phone: "+1123456789",
  name: "Ada Lovelace",
  has_hard_bounced: true,
  marked_email_as_spam: true,
  unsubscribed_from_emails: true,
  created_at: at,
  updated_at: at,
  signed_up_at: at,
  last_seen_at: at,
  last_replied_at: at,
  last_contacted_at: at,
  last_email_opened_at: at,
  last_email_clicked_at: at,
  language_override: "en",
  browser: "Chrome",
  browser_version: "80.0.3987.132",
  browser_language: "en-US",
  os: "Mac OS X",
  android_app_name: "Intercom",
  android_app_version: "5.0.0",
  android_device: "Pixel 3",
  android_os_version: "10",
  android_sdk_version: "28",
  android_last_seen_at: at,
  ios_app_name: "Intercom",
  ios_app_version: "5.0.0",
  ios_device: "iPhone 11",
  ios_os_version: "13.3.1",
  ios_sdk_version: "13.3.1",
  ios_last_seen_at: at,
} as const;

describe("the examples of the reference", () => {
  test("a contact with all of its properties", async () => {
    const { send, sandbox } = await workspace(version);
    const { id } = sandbox.seed.contact({
      ...plain,
      owner_id: 123,
      avatar: "https://example.com/avatar.jpg",
      location: {
        country: "Ireland",
        region: "Dublin",
        city: "Dublin",
        country_code: "IRL",
        continent_code: "EU",
      },
      social_profiles: [{ type: "social_profile", name: "Ada", url: "https://example.com/ada" }],
    });
    const { body } = await send("GET", `/contacts/${id}`);
    expect(body).toMatchObject({
      ...plain,
      type: "contact",
      id,
      workspace_id: expect.any(String),
      email_domain: "example.com",
      formatted_phone: "+1123456789",
      owner_id: "123",
      custom_attributes: {},
      avatar: { type: "avatar", image_url: "https://example.com/avatar.jpg" },
      location: { type: "location", country: "Ireland", region: "Dublin", city: "Dublin" },
      social_profiles: { data: [{ type: "social_profile", name: "Ada" }] },
    });
    for (const list of ["tags", "notes", "companies"]) {
      expect(body[list]).toMatchObject({
        data: [],
        url: `/contacts/${id}/${list}`,
        total_count: 0,
        has_more: false,
      });
    }
  });

  test("the contacts of a company without contacts", async () => {
    const { send, sandbox } = await workspace(version);
    const { id } = sandbox.seed.company();
    const { status, body } = await send("GET", `/companies/${id}/contacts`);
    expect(status).toBe(200);
    expect(body).toEqual({
      type: "list",
      data: [],
      total_count: 0,
      pages: { type: "pages", page: 1, per_page: 50, total_pages: 0 },
    });
  });

  test("a company that is attached to a contact, and the contact's companies", async () => {
    const { send, sandbox } = await workspace(version);
    const contact = sandbox.seed.contact({ email: "ada@example.com" }).id;
    const given = { company_id: "1", name: "company6", remote_created_at: 1_374_138_000 };
    const company = sandbox.seed.company(given).id;
    const attached = await send("POST", `/contacts/${contact}/companies`, { id: company });
    expect(attached.status).toBe(200);
    expect(attached.body).toMatchObject({
      type: "company",
      company_id: "1",
      id: company,
      app_id: expect.any(String),
      name: "company6",
      remote_created_at: given.remote_created_at,
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
      monthly_spend: 0,
      session_count: 0,
      user_count: 1,
      tags: { type: "tag.list", tags: [] },
      segments: { type: "segment.list", segments: [] },
      plan: {},
      custom_attributes: {},
    });
    const listed = await send("GET", `/contacts/${contact}/companies`);
    expect(listed.body).toMatchObject({
      type: "list",
      data: [{ type: "company", id: company }],
      pages: { type: "pages", next: null, page: 1, per_page: 50, total_pages: 1 },
      total_count: 1,
    });
  });
});
