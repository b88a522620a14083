import { describe, expect, test } from "vitest";
import type { Json } from "../test-client.ts";
import { differs } from "../test-client.ts";
import type { Bench, Start } from "./classic.ts";

export function people(start: Start): void {
  describe("contacts", () => {
    test("are made, read, changed, archived and deleted", async () => {
      const { client } = await start();
      const signedUpAt = 1_700_000_000;
      const made = await client["contacts"].createUser({
        ...{ externalId: "u1", email: "ada@example.com", phone: "+14155550123", name: "Ada" },
        ...{ signedUpAt, isUnsubscribedFromEmails: true },
      });
      expect(made).toMatchObject({
        ...{ type: "contact", role: "user", external_id: "u1", email: "ada@example.com" },
        ...{ name: "Ada", signed_up_at: signedUpAt, unsubscribed_from_emails: true },
      });
      const { id } = made;
      expect(await client["contacts"].find({ id })).toMatchObject({ id, name: "Ada" });
      expect(await client["contacts"].update({ id, name: "Ada L." })).toMatchObject({
        ...{ id, name: "Ada L.", email: "ada@example.com" },
      });
      expect(await client["contacts"].archive({ id })).toMatchObject({ id, archived: true });
      expect(await client["contacts"].unarchive({ id })).toMatchObject({ id, archived: false });
      expect(await client["contacts"].delete({ id })).toMatchObject({ id, deleted: true });
    });

    test("that are leads become part of a user", async () => {
      const { client } = await start();
      const lead = await client["contacts"].createLead({ name: "A lead", phone: "+14155550124" });
      expect(lead).toMatchObject({ role: "lead", name: "A lead" });
      const empty = await client["contacts"].createLead();
      expect(empty).toMatchObject({ role: "lead" });
      const user = await client["contacts"].createUser({ externalId: "u1" });
      const merged = await client["contacts"].mergeLeadInUser({ leadId: lead.id, userId: user.id });
      expect(merged).toMatchObject({ id: user.id, role: "user", name: "A lead" });
    });

    test("are listed and searched, page by page, each once", async () => {
      const { client } = await start({ seed: { name: "acme", contacts: 25 } });
      const listed = await allPages((startingAfter) =>
        client["contacts"].list({ perPage: 10, startingAfter }),
      );
      expectEachOnce(listed, 25);
      const query = { field: "role", operator: "=", value: "user" };
      const sort = { field: "created_at", order: "ascending" };
      const users = await allPages((starting_after) =>
        client["contacts"].search({
          data: { query, sort, pagination: { per_page: 4, starting_after } },
        }),
      );
      expectEachOnce(users, listed.filter(({ role }) => role === "user").length);
      const times = users.map(({ created_at }) => created_at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    });

    test("show what they are attached to", async () => {
      const { client, sandbox } = await start();
      const { id } = await client["contacts"].createUser({ externalId: "u1" });
      const company = await client["companies"].create({ companyId: "c1", name: "Engines" });
      await client["companies"].attachContact({ contactId: id, companyId: company.id });
      const tag = await client["tags"].create({ name: "VIP" });
      await client["tags"].tagContact({ contactId: id, tagId: tag.id });
      const segment = sandbox.seed.segment({
        ...{ name: "U", person_type: "user" },
        query: { field: "external_id", operator: "=", value: "u1" },
      });
      const companies = await client["contacts"].listAttachedCompanies({ id, perPage: 5, page: 1 });
      expect(companies.data).toMatchObject([{ id: company.id, company_id: "c1" }]);
      expect((await client["contacts"].listAttachedTags({ id })).data).toMatchObject([
        { id: tag.id, name: "VIP" },
      ]);
      const segments = await client["contacts"].listAttachedSegments({ id });
      expect(segments.data.map((one: Json) => one.id)).toContain(segment.id);
      const subscriptions = await client["contacts"].listAttachedEmailSubscriptions({ id });
      expect(subscriptions.type).toBe("list");
    });
  });

  describe("companies", () => {
    test("are made, found by the caller's own id and by name, changed, and deleted", async () => {
      const { client } = await start();
      const made = await client["companies"].create({
        ...{ createdAt: 1_600_000_000, companyId: "c1", name: "Engines", monthlySpend: 100 },
        ...{ plan: "Pro", size: 12, website: "https://engines.example", industry: "Machines" },
      });
      expect(made).toMatchObject({
        ...{ type: "company", company_id: "c1", name: "Engines", monthly_spend: 100, size: 12 },
        ...{ plan: { name: "Pro" }, remote_created_at: 1_600_000_000 },
      });
      const { id } = made;
      expect(await client["companies"].find({ companyId: "c1" })).toMatchObject({ id });
      expect(await client["companies"].find({ name: "Engines" })).toMatchObject({ id });
      // What the client calls the company's id is Intercom's own here.
      const changed = await client["companies"].update({ companyId: id, name: "More Engines" });
      expect(changed).toMatchObject({ id, name: "More Engines", size: 12 });
      expect(await client["companies"].delete({ id })).toMatchObject({ id, deleted: true });
    });

    test("have contacts and segments", async () => {
      const { client, sandbox } = await start();
      const company = await client["companies"].create({ companyId: "c1", name: "Engines" });
      const contact = await client["contacts"].createUser({ email: "ada@example.com" });
      const ids = { contactId: contact.id, companyId: company.id };
      expect(await client["companies"].attachContact(ids)).toMatchObject({ id: company.id });
      const { companyId } = ids;
      const contacts = await client["companies"].listAttachedContacts({ companyId });
      expect(contacts.data).toMatchObject([{ id: contact.id }]);
      const { id } = sandbox.seed.segment({
        ...{ name: "C", person_type: "company" },
        query: { field: "company_id", operator: "=", value: "c1" },
      });
      const segments = await client["companies"].listAttachedSegments({ companyId });
      expect(segments.data).toMatchObject([{ id }]);
      expect(await client["companies"].detachContact(ids)).toMatchObject({ id: company.id });
    });

    test("are listed by the URL of each next page, each once", async () => {
      const { client, url } = await start({ seed: { name: "acme", contacts: 90 } });
      let page = await client["companies"].list({ perPage: 4 });
      const { total_count } = page;
      const listed: Json[] = [...page.data];
      while (page.pages.next) {
        expect(page.pages.next).toMatch(`${url}/companies?`);
        page = await client["nextPage"](page.pages);
        listed.push(...page.data);
      }
      expectEachOnce(listed, total_count);
    });

    test("are listed by page, and scrolled over, each once", async () => {
      const { client } = await start({ seed: { name: "acme", contacts: 90 } });
      const first = await client["companies"].list({ page: 1, perPage: 4, order: "desc" });
      const { total_count, pages } = first;
      const listed: Json[] = [...first.data];
      for (let page = 2; page <= pages.total_pages; page++) {
        listed.push(...(await client["companies"].list({ page, perPage: 4, order: "desc" })).data);
      }
      expectEachOnce(listed, total_count);
      expectEachOnce(await client["companies"].scroll.each({}), total_count);
    });

    test("are scrolled over a step at a time", async () => {
      const { client } = await start({ seed: { name: "acme", contacts: 40 } });
      const first = await client["companies"].scroll.next({});
      expect(first.data.length).toBeGreaterThan(0);
      const next = await client["companies"].scroll.next({ scrollParam: first.scroll_param });
      expect(next.data).toEqual([]);
    });
  });

  describe("visitors", () => {
    async function withVisitor(): Promise<Bench & { readonly id: string }> {
      const bench = await start();
      const { id } = bench.sandbox.seed.visitor({ user_id: "v1", name: "Somebody" });
      return { ...bench, id };
    }

    test("are found, changed, converted", async () => {
      const { client, id } = await withVisitor();
      expect(await client["visitors"].find({ userId: "v1" })).toMatchObject({ id });
      const changed = await client["visitors"].update({ id, name: "Ada" });
      expect(changed).toMatchObject({ id, name: "Ada" });
      const user = { userId: "u1", email: "ada@example.com" };
      const visitor = { userId: "v1" };
      const merged = await client["visitors"].mergeToContact({ visitor, user, type: "user" });
      expect(merged).toMatchObject({ role: "user", email: "ada@example.com" });
    });

    differs("visitor-by-id", async () => {
      const { client, id, refuses } = await withVisitor();
      await expect(client["visitors"].find({ id })).rejects.toBeDefined();
      await expect(client["visitors"].delete({ id })).rejects.toBeDefined();
      refuses(`GET /visitors/${id} 404`, `DELETE /visitors/${id} 404`);
    });
  });
}

/** All items of a list that goes by cursor, with the cursor that each page gives for the next. */
export async function allPages(
  page: (startingAfter: string | undefined) => Promise<Json>,
  key = "data",
): Promise<Json[]> {
  const items: Json[] = [];
  let cursor: string | undefined;
  do {
    const { [key]: found, pages } = await page(cursor);
    items.push(...found);
    cursor = pages.next?.starting_after;
  } while (cursor !== undefined && items.length < 1000);
  return items;
}

export function expectEachOnce(items: readonly Json[], total: number): void {
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
  expect(items).toHaveLength(total);
}
