import { expect } from "vitest";
import { type Claims, claim, type Space } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

const ids = (list: Json): string[] => list.data.map(({ id }: Json) => id);
const search = (field: string, operator: string, value: unknown) => ({
  query: { field, operator, value },
});
const person = (space: Space, given: Json = {}): string => space.seed.contact(given).id;

/** A lead and a user with the same address, and the lead merged into the user. */
async function merged(space: Space) {
  const into = person(space, { email: "ada@example.com", external_id: "ada" });
  const from = person(space, { role: "lead", email: "ada@example.com" });
  const answer = await space.ask("POST /contacts/merge", { from, into });
  return { from, into, answer };
}

export const contacts: Claims = [
  claim("contacts.list", "newest first", async ({ seed, ask }) => {
    const made = [3, 1, 2].map((at) => seed.contact({ created_at: at }).id);
    expect(ids(await ask("GET /contacts"))).toEqual([made[0], made[2], made[1]]);
  }),
  claim("contacts.list", "Contacts that were merged into others are left out", async (space) => {
    const { into } = await merged(space);
    expect(ids(await space.ask("GET /contacts"))).toEqual([into]);
  }),
  claim("contacts.create", "taken already is refused with 409", async ({ ask, refused }) => {
    const ada = { role: "user", email: "ada@example.com", external_id: "ada" };
    await ask("POST /contacts", ada);
    for (const name of ["email", "external_id"] as const) {
      const again = { role: "user", [name]: ada[name] };
      expect(await refused("POST /contacts", again)).toBe("409 conflict");
    }
  }),
  claim("contacts.create", "leads may share an address", async ({ ask }) => {
    const lead = { role: "lead", email: "ada@example.com" };
    const [one, other] = [await ask("POST /contacts", lead), await ask("POST /contacts", lead)];
    expect(one.id).not.toBe(other.id);
  }),
  claim("contacts.create", "at least", async ({ send }) => {
    expect((await send("POST /contacts", { name: "Ada" })).status).toBe(400);
  }),
  claim("contacts.get", "answers 410, with a `Link` header", async (space) => {
    const { from, into } = await merged(space);
    const { status, headers } = await space.send(`GET /contacts/${from}`);
    expect(status).toBe(410);
    expect(headers.get("Link")).toContain(`/contacts/${into}`);
  }),
  claim("contacts.findByExternalId", "A merged contact answers 410", async (space) => {
    const into = person(space, { email: "ada@example.com" });
    const lead = { role: "lead", email: "ada@example.com", external_id: "gone" };
    await space.ask("POST /contacts/merge", { from: person(space, lead), into });
    expect((await space.send("GET /contacts/find_by_external_id/gone")).status).toBe(410);
  }),
  claim("contacts.findByExternalId", "Leads have no external id", async (space) => {
    const made = await space.ask("POST /contacts", { role: "lead", email: "ada@example.com" });
    expect(made.role).toBe("lead");
    expect((await space.send("GET /contacts/find_by_external_id/ada")).status).toBe(404);
  }),
  claim("contacts.merge", "lists and searches no longer have it", async (space) => {
    const { into } = await merged(space);
    const found = await space.ask("POST /contacts/search", search("email", "~", "ada"));
    expect(ids(found)).toEqual([into]);
  }),
  claim("contacts.search", "a merged one never is", async (space) => {
    const { into } = await merged(space);
    expect(ids(await space.ask("POST /contacts/search", search("created_at", ">", 1)))).toEqual([
      into,
    ]);
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
    const nobody = person(space, { name: null, role: "lead" });
    person(space, { name: "Ada" });
    const found = await space.ask("POST /contacts/search", search("name", "!=", "Ada"));
    expect(ids(found)).toEqual([nobody]);
  }),
  claim("contacts.update", "Fields that are left out stay as they are", async (space) => {
    const id = person(space, { name: "Ada", phone: "+442079460958" });
    const changed = await space.ask(`PUT /contacts/${id}`, { name: "Grace" });
    expect(changed).toMatchObject({ name: "Grace", phone: "+442079460958" });
  }),
  claim("contacts.update", "null clears one", async (space) => {
    const id = person(space, { name: "Ada" });
    expect((await space.ask(`PUT /contacts/${id}`, { name: null })).name).toBeNull();
  }),
  claim("contacts.archive", "lists and searches leave it out", async (space) => {
    const id = person(space, { name: "Ada" });
    await space.ask(`POST /contacts/${id}/archive`);
    expect(ids(await space.ask("GET /contacts"))).toEqual([]);
    expect(ids(await space.ask("POST /contacts/search", search("name", "=", "Ada")))).toEqual([]);
  }),
  claim("contacts.unarchive", "Brings an archived contact back", async (space) => {
    const id = person(space);
    await space.ask(`POST /contacts/${id}/archive`);
    await space.ask(`POST /contacts/${id}/unarchive`);
    expect(ids(await space.ask("GET /contacts"))).toEqual([id]);
  }),
  claim("contacts.delete", "for good", async (space) => {
    const id = person(space);
    await space.ask(`DELETE /contacts/${id}`);
    expect((await space.send(`GET /contacts/${id}`)).status).toBe(404);
  }),
  claim("contacts.companies.detach", "Both of them stay as they are otherwise", async (space) => {
    const company = space.seed.company().id;
    const id = person(space, { company_ids: [company], name: "Ada" });
    await space.ask(`DELETE /contacts/${id}/companies/${company}`);
    const { name, companies } = await space.ask(`GET /contacts/${id}`);
    expect([name, companies.total_count]).toEqual(["Ada", 0]);
    expect((await space.ask(`GET /companies/${company}`)).id).toBe(company);
  }),
  claim(
    "contacts.subscriptions.list",
    "Types it never decided on are not listed",
    async (space) => {
      const id = person(space);
      expect((await space.ask(`GET /contacts/${id}/subscriptions`)).data).toEqual([]);
      await space.ask(`POST /contacts/${id}/subscriptions`, { id: "2", consent_type: "opt_in" });
      expect(ids(await space.ask(`GET /contacts/${id}/subscriptions`))).toEqual(["2"]);
    },
  ),
  claim("contacts.mergeHistory.list", "asking for one answers 404", async (space) => {
    const lead = person(space, { role: "lead" });
    expect((await space.send(`GET /contacts/${lead}/merge_history`)).status).toBe(404);
  }),
  claim("contacts.mergeHistory.list?order", "newest merges come first (`desc`)", async (space) => {
    const into = person(space, { email: "ada@example.com" });
    for (let i = 0; i < 2; i++) {
      const from = person(space, { role: "lead", email: "ada@example.com" });
      await space.ask("POST /contacts/merge", { from, into });
      space.pass(60);
    }
    const times = async (order: string) =>
      (await space.ask(`GET /contacts/${into}/merge_history?order=${order}`)).data.map(
        (one: Json) => one.merged_at - start,
      );
    expect(await times("desc")).toEqual([60, 0]);
    expect(await times("asc")).toEqual([0, 60]);
  }),
  claim(
    "Contact.merge_history",
    "Only sent when `include_merge_history` is true",
    async (space) => {
      const { into } = await merged(space);
      const at = `GET /contacts/${into}`;
      expect(await space.ask(at)).not.toHaveProperty("merge_history");
      const asked = await space.ask(`${at}?include_merge_history=true`);
      expect(asked).toHaveProperty("merge_history");
    },
  ),
  claim("contacts.previewMerge", "Nothing is changed", async (space) => {
    const into = person(space, { email: "ada@example.com" });
    const from = person(space, { role: "lead", email: "ada@example.com" });
    await space.ask("POST /contacts/merge/preview", { from, into });
    expect(ids(await space.ask("GET /contacts")).sort()).toEqual([into, from].sort());
  }),
  claim("contacts.activities.list", "oldest first", async ({ ask, pass }) => {
    for (const email of ["a@example.com", "b@example.com"]) {
      await ask("POST /contacts", { email });
      pass(60);
    }
    const { data } = await ask("GET /contacts/activities");
    const times = data.map((one: Json) => one.created_at);
    expect(times).toEqual([...times].sort());
    expect(new Set(times).size).toBe(2);
  }),
  claim("contacts.bulk.create", "the job ends as `completed_with_errors`", async (space) => {
    person(space, { email: "ada@example.com", name: "Ada" });
    const taken = { role: "user", email: "ada@example.com", name: "Other" };
    const body = { contacts: [taken, { role: "user", email: "new@example.com" }] };
    const job = await space.ask("POST /contacts/bulk", body);
    space.pass(60);
    const done = await space.ask(`GET /contacts/bulk/${job.id}`);
    expect(done.state).toBe("completed_with_errors");
    const names = (await space.ask("GET /contacts")).data.map((one: Json) => one.name);
    expect(names.sort()).toEqual(["Ada", null].sort());
  }),
  claim("contacts.bulk.update", "Unknown tags are passed over", async (space) => {
    const id = person(space);
    const contacts = [{ id, name: "Ada", tags: { add: [{ id: "404" }] } }];
    const job = await space.ask("PUT /contacts/bulk", { contacts });
    space.pass(60);
    expect((await space.ask(`GET /contacts/bulk/${job.id}`)).state).toBe("completed");
    expect((await space.ask(`GET /contacts/${id}`)).name).toBe("Ada");
  }),
  claim(
    "UpdateContactRequest.email_verified",
    "without it, the request is refused",
    async (space) => {
      const id = person(space);
      expect((await space.send(`PUT /contacts/${id}`, { email_verified: true })).status).toBe(400);
    },
  ),
  claim("UpdateContactRequest.language_override", "not supported becomes null", async (space) => {
    const id = person(space, { language_override: "fr" });
    const body = { language_override: "xx" };
    expect((await space.ask(`PUT /contacts/${id}`, body)).language_override).toBeNull();
  }),
  claim("Contact.formatted_phone", "in E.164 form", async ({ ask }) => {
    const body = { role: "user", external_id: "1", phone: "+1 (415) 555-2671" };
    expect((await ask("POST /contacts", body)).formatted_phone).toBe("+14155552671");
  }),
  claim("Contact.tags", "The first ten tags", async ({ seed, ask }) => {
    const tags = Array.from({ length: 12 }, (_, i) => ({
      id: seed.tag({ name: `Tag ${i}` }).id,
      applied_at: start,
      admin_id: "1",
    }));
    const contact = await ask(`GET /contacts/${seed.contact({ tags }).id}`);
    expect([contact.tags.data.length, contact.tags.total_count]).toEqual([10, 12]);
    expect(contact.tags.has_more).toBe(true);
  }),
  claim(
    "visitors.convert",
    "If the user already exists, the visitor is merged into them",
    async (s) => {
      const user = person(s, { external_id: "ada" });
      const visitor = s.seed.visitor({ user_id: "visitor-1" });
      const found = {
        visitor: { id: visitor.id },
        user: { user_id: "ada" },
        type: "user",
      };
      expect((await s.ask("POST /visitors/convert", found)).id).toBe(user);
      expect((await s.send("GET /visitors?user_id=visitor-1")).status).toBe(404);
    },
  ),
  claim("CreateContactRequest.email_verified", "the request is refused", async ({ send }) => {
    const body = { role: "user", external_id: "1", email_verified: true };
    expect((await send("POST /contacts", body)).status).toBe(400);
  }),
  claim("contacts.bulk.delete", "for good", async (space) => {
    const id = person(space);
    await space.ask("POST /contacts/bulk/delete", { contacts: [{ id }] });
    space.pass(60);
    expect((await space.send(`GET /contacts/${id}`)).status).toBe(404);
  }),
  claim("ContactActivityList.data", "oldest first", async ({ ask, pass }) => {
    for (const email of ["a@example.com", "b@example.com"]) {
      await ask("POST /contacts", { email });
      pass(60);
    }
    const { data } = await ask("GET /contacts/activities");
    expect(data.map((one: Json) => one.created_at - start)).toEqual([0, 60]);
  }),
  ...["CreateContactRequest", "UpdateContactRequest"].map((name) =>
    claim(`${name}.external_id`, "Users only", async (space) => {
      const lead = { role: "lead", external_id: "1" };
      const { status, body } =
        name === "CreateContactRequest"
          ? await space.send("POST /contacts", lead)
          : await space.send(`PUT /contacts/${person(space, { role: "lead" })}`, lead);
      expect(status >= 400 || body.external_id === null).toBe(true);
      const found = await space.send("GET /contacts/find_by_external_id/1");
      expect(found.status).toBeGreaterThanOrEqual(400);
    }),
  ),
  ...["Create", "Update"].map((verb) =>
    claim(`Bulk${verb}ContactsRequest.contacts[].external_id`, "Users only", async (space) => {
      const one = { role: "lead", external_id: "1" };
      const id = verb === "Update" ? person(space, { role: "lead" }) : undefined;
      const method = verb === "Update" ? "PUT" : "POST";
      await space.send(`${method} /contacts/bulk`, { contacts: [{ ...one, ...(id && { id }) }] });
      space.pass(60);
      const found = await space.send("GET /contacts/find_by_external_id/1");
      expect(found.status).toBeGreaterThanOrEqual(400);
    }),
  ),
  claim("MergePreviewReassignments", "A kind with nothing to move is left out", async (space) => {
    const into = person(space, { email: "ada@example.com" });
    const from = person(space, { role: "lead", email: "ada@example.com" });
    const preview = async () => {
      const { summary } = await space.ask("POST /contacts/merge/preview", { from, into });
      return Object.keys(summary.reassignments);
    };
    expect(await preview()).toEqual([]);
    await space.ask(`POST /contacts/${from}/notes`, { body: "Hello", admin_id: "1" });
    expect(await preview()).toEqual(["notes"]);
  }),
];
