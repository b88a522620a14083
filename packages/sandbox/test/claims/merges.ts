import { expect } from "vitest";
import { createContact, createMergedLead, ids, search } from "../support/claim-helpers.ts";
import { type Claims, claim } from "../support/claims.ts";
import { type Json, start } from "../support/workspace.ts";

export const merges: Claims = [
  claim("contacts.list", "Contacts that were merged into others are left out", async (space) => {
    const { into } = await createMergedLead(space);
    expect(ids(await space.request("GET /contacts"))).toEqual([into]);
  }),
  claim("contacts.findByExternalId", "A merged contact answers 410", async (space) => {
    const into = createContact(space, { email: "ada@example.com" });
    const lead = { role: "lead", email: "ada@example.com", external_id: "gone" };
    await space.request("POST /contacts/merge", { from: createContact(space, lead), into });
    expect((await space.send("GET /contacts/find_by_external_id/gone")).status).toBe(410);
  }),
  claim("contacts.merge", "lists and searches no longer have it", async (space) => {
    const { into } = await createMergedLead(space);
    const found = await space.request("POST /contacts/search", search("email", "~", "ada"));
    expect(ids(found)).toEqual([into]);
  }),
  claim("contacts.search", "a merged one never is", async (space) => {
    const { into } = await createMergedLead(space);
    expect(ids(await space.request("POST /contacts/search", search("created_at", ">", 1)))).toEqual(
      [into],
    );
  }),
  claim("contacts.mergeHistory.list", "a request for one returns 404", async (space) => {
    const lead = createContact(space, { role: "lead" });
    expect((await space.send(`GET /contacts/${lead}/merge_history`)).status).toBe(404);
  }),
  claim("contacts.mergeHistory.list?order", "newest merges come first (`desc`)", async (space) => {
    const into = createContact(space, { email: "ada@example.com" });
    for (let i = 0; i < 2; i++) {
      const from = createContact(space, { role: "lead", email: "ada@example.com" });
      await space.request("POST /contacts/merge", { from, into });
      space.advance(60);
    }
    const times = async (order: string) =>
      (await space.request(`GET /contacts/${into}/merge_history?order=${order}`)).data.map(
        (one: Json) => one.merged_at - start,
      );
    expect(await times("desc")).toEqual([60, 0]);
    expect(await times("asc")).toEqual([0, 60]);
  }),
  claim(
    "Contact.merge_history",
    "Only sent when `include_merge_history` is true",
    async (space) => {
      const { into } = await createMergedLead(space);
      const at = `GET /contacts/${into}`;
      expect(await space.request(at)).not.toHaveProperty("merge_history");
      const withHistory = await space.request(`${at}?include_merge_history=true`);
      expect(withHistory).toHaveProperty("merge_history");
    },
  ),
  claim("contacts.previewMerge", "Nothing is changed", async (space) => {
    const into = createContact(space, { email: "ada@example.com" });
    const from = createContact(space, { role: "lead", email: "ada@example.com" });
    await space.request("POST /contacts/merge/preview", { from, into });
    expect(ids(await space.request("GET /contacts")).sort()).toEqual([into, from].sort());
  }),
  claim("contacts.activities.list", "oldest first", async ({ request, advance }) => {
    for (const email of ["a@example.com", "b@example.com"]) {
      await request("POST /contacts", { email });
      advance(60);
    }
    const { data } = await request("GET /contacts/activities");
    const times = data.map((one: Json) => one.created_at);
    expect(times).toEqual([...times].sort());
    expect(new Set(times).size).toBe(2);
  }),
  claim("contacts.bulk.create", "the job ends as `completed_with_errors`", async (space) => {
    createContact(space, { email: "ada@example.com", name: "Ada" });
    const taken = { role: "user", email: "ada@example.com", name: "Other" };
    const body = { contacts: [taken, { role: "user", email: "new@example.com" }] };
    const job = await space.request("POST /contacts/bulk", body);
    space.advance(60);
    const done = await space.request(`GET /contacts/bulk/${job.id}`);
    expect(done.state).toBe("completed_with_errors");
    const names = (await space.request("GET /contacts")).data.map((one: Json) => one.name);
    expect(names.sort()).toEqual(["Ada", null].sort());
  }),
  claim("contacts.bulk.update", "Unknown tags are passed over", async (space) => {
    const id = createContact(space);
    const contacts = [{ id, name: "Ada", tags: { add: [{ id: "404" }] } }];
    const job = await space.request("PUT /contacts/bulk", { contacts });
    space.advance(60);
    expect((await space.request(`GET /contacts/bulk/${job.id}`)).state).toBe("completed");
    expect((await space.request(`GET /contacts/${id}`)).name).toBe("Ada");
  }),
  claim(
    "visitors.convert",
    "If the user already exists, the visitor is merged into them",
    async (s) => {
      const user = createContact(s, { external_id: "ada" });
      const visitor = s.seed.visitor({ user_id: "visitor-1" });
      const found = {
        visitor: { id: visitor.id },
        user: { user_id: "ada" },
        type: "user",
      };
      expect((await s.request("POST /visitors/convert", found)).id).toBe(user);
      expect((await s.send("GET /visitors?user_id=visitor-1")).status).toBe(404);
    },
  ),
  claim("contacts.bulk.delete", "for good", async (space) => {
    const id = createContact(space);
    await space.request("POST /contacts/bulk/delete", { contacts: [{ id }] });
    space.advance(60);
    expect((await space.send(`GET /contacts/${id}`)).status).toBe(404);
  }),
  claim("ContactActivityList.data", "oldest first", async ({ request, advance }) => {
    for (const email of ["a@example.com", "b@example.com"]) {
      await request("POST /contacts", { email });
      advance(60);
    }
    const { data } = await request("GET /contacts/activities");
    expect(data.map((one: Json) => one.created_at - start)).toEqual([0, 60]);
  }),
  claim("MergePreviewReassignments", "A kind with nothing to move is left out", async (space) => {
    const into = createContact(space, { email: "ada@example.com" });
    const from = createContact(space, { role: "lead", email: "ada@example.com" });
    const preview = async () => {
      const { summary } = await space.request("POST /contacts/merge/preview", { from, into });
      return Object.keys(summary.reassignments);
    };
    expect(await preview()).toEqual([]);
    await space.request(`POST /contacts/${from}/notes`, { body: "Hello", admin_id: "1" });
    expect(await preview()).toEqual(["notes"]);
  }),
];
