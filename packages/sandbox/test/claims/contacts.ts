import { expect } from "vitest";
import { createContact, createMergedLead, ids, search } from "../support/claim-helpers.ts";
import { type Claims, claim } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

export const contacts: Claims = [
  claim("contacts.list", "newest first", async ({ seed, request }) => {
    const made = [3, 1, 2].map((at) => seed.contact({ created_at: at }).id);
    expect(ids(await request("GET /contacts"))).toEqual([made[0], made[2], made[1]]);
  }),
  claim(
    "contacts.create",
    "taken already is refused with 409",
    async ({ request, requestError }) => {
      const ada = { role: "user", email: "ada@example.com", external_id: "ada" };
      await request("POST /contacts", ada);
      for (const name of ["email", "external_id"] as const) {
        const again = { role: "user", [name]: ada[name] };
        expect(await requestError("POST /contacts", again)).toBe("409 conflict");
      }
    },
  ),
  claim("contacts.create", "leads may share an address", async ({ request }) => {
    const lead = { role: "lead", email: "ada@example.com" };
    const [one, other] = [
      await request("POST /contacts", lead),
      await request("POST /contacts", lead),
    ];
    expect(one.id).not.toBe(other.id);
  }),
  claim("contacts.create", "at least", async ({ send }) => {
    expect((await send("POST /contacts", { name: "Ada" })).status).toBe(400);
  }),
  claim("contacts.get", "answers 410, with a `Link` header", async (space) => {
    const { from, into } = await createMergedLead(space);
    const { status, headers } = await space.send(`GET /contacts/${from}`);
    expect(status).toBe(410);
    expect(headers.get("Link")).toContain(`/contacts/${into}`);
  }),
  claim("contacts.findByExternalId", "Leads have no external id", async (space) => {
    const made = await space.request("POST /contacts", { role: "lead", email: "ada@example.com" });
    expect(made.role).toBe("lead");
    expect((await space.send("GET /contacts/find_by_external_id/ada")).status).toBe(404);
  }),
  claim("contacts.search", "15 filters per group", async ({ send }) => {
    const filter = search("name", "=", "Ada").query;
    const group = (count: number) => ({
      query: { operator: "AND", value: Array.from({ length: count }, () => filter) },
    });
    expect((await send("POST /contacts/search", group(15))).status).toBe(200);
    expect((await send("POST /contacts/search", group(16))).status).toBe(400);
  }),
  claim("contacts.search", "at most two levels", async ({ send }) => {
    const nested = (levels: number): Json =>
      levels === 0
        ? search("name", "=", "Ada").query
        : { operator: "AND", value: [nested(levels - 1)] };
    expect((await send("POST /contacts/search", { query: nested(2) })).status).toBe(200);
    expect((await send("POST /contacts/search", { query: nested(4) })).status).toBe(400);
  }),
  claim("SearchFilter.operator", "`!=` also finds what has no value", async (space) => {
    const nameless = createContact(space, { name: null, role: "lead" });
    createContact(space, { name: "Ada" });
    const found = await space.request("POST /contacts/search", search("name", "!=", "Ada"));
    expect(ids(found)).toEqual([nameless]);
  }),
  claim("contacts.update", "Fields that are left out stay as they are", async (space) => {
    const id = createContact(space, { name: "Ada", phone: "+442079460958" });
    const changed = await space.request(`PUT /contacts/${id}`, { name: "Grace" });
    expect(changed).toMatchObject({ name: "Grace", phone: "+442079460958" });
  }),
  claim("contacts.update", "null clears one", async (space) => {
    const id = createContact(space, { name: "Ada" });
    expect((await space.request(`PUT /contacts/${id}`, { name: null })).name).toBeNull();
  }),
  claim("contacts.archive", "lists and searches leave it out", async (space) => {
    const id = createContact(space, { name: "Ada" });
    await space.request(`POST /contacts/${id}/archive`);
    expect(ids(await space.request("GET /contacts"))).toEqual([]);
    expect(ids(await space.request("POST /contacts/search", search("name", "=", "Ada")))).toEqual(
      [],
    );
  }),
  claim("contacts.unarchive", "Brings an archived contact back", async (space) => {
    const id = createContact(space);
    await space.request(`POST /contacts/${id}/archive`);
    await space.request(`POST /contacts/${id}/unarchive`);
    expect(ids(await space.request("GET /contacts"))).toEqual([id]);
  }),
  claim("contacts.delete", "for good", async (space) => {
    const id = createContact(space);
    await space.request(`DELETE /contacts/${id}`);
    expect((await space.send(`GET /contacts/${id}`)).status).toBe(404);
  }),
  claim("contacts.companies.detach", "Both of them stay as they are otherwise", async (space) => {
    const company = space.seed.company().id;
    const id = createContact(space, { company_ids: [company], name: "Ada" });
    await space.request(`DELETE /contacts/${id}/companies/${company}`);
    const { name, companies } = await space.request(`GET /contacts/${id}`);
    expect([name, companies.total_count]).toEqual(["Ada", 0]);
    expect((await space.request(`GET /companies/${company}`)).id).toBe(company);
  }),
  claim(
    "contacts.subscriptions.list",
    "Types it never decided on are not listed",
    async (space) => {
      const id = createContact(space);
      expect((await space.request(`GET /contacts/${id}/subscriptions`)).data).toEqual([]);
      await space.request(`POST /contacts/${id}/subscriptions`, {
        id: "2",
        consent_type: "opt_in",
      });
      expect(ids(await space.request(`GET /contacts/${id}/subscriptions`))).toEqual(["2"]);
    },
  ),
  claim(
    "UpdateContactRequest.email_verified",
    "without it, the request is refused",
    async (space) => {
      const id = createContact(space);
      expect((await space.send(`PUT /contacts/${id}`, { email_verified: true })).status).toBe(400);
    },
  ),
  claim("UpdateContactRequest.language_override", "not supported becomes null", async (space) => {
    const id = createContact(space, { language_override: "fr" });
    const body = { language_override: "xx" };
    expect((await space.request(`PUT /contacts/${id}`, body)).language_override).toBeNull();
  }),
  claim("Contact.formatted_phone", "in E.164 form", async ({ request }) => {
    const body = { role: "user", external_id: "1", phone: "+1 (415) 555-2671" };
    expect((await request("POST /contacts", body)).formatted_phone).toBe("+14155552671");
  }),
  claim("Contact.tags", "The first ten tags", async ({ seed, request }) => {
    const tags = Array.from({ length: 12 }, (_, i) => ({
      id: seed.tag({ name: `Tag ${i}` }).id,
      applied_at: start,
      admin_id: "1",
    }));
    const contact = await request(`GET /contacts/${seed.contact({ tags }).id}`);
    expect([contact.tags.data.length, contact.tags.total_count]).toEqual([10, 12]);
    expect(contact.tags.has_more).toBe(true);
  }),
  claim("CreateContactRequest.email_verified", "the request is refused", async ({ send }) => {
    const body = { role: "user", external_id: "1", email_verified: true };
    expect((await send("POST /contacts", body)).status).toBe(400);
  }),
];
