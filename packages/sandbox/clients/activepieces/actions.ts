import { describe, expect, test } from "vitest";
import { differs, type Json } from "../test-client.ts";
import type { Bench } from "./piece.ts";

export function actions(start: (options?: object) => Promise<Bench>): void {
  async function withContact() {
    const bench = await start();
    const ada = { email: "ada@example.com", name: "Ada", userId: "u1" };
    const { id } = await bench.act("create-user", { ...ada, createdAt: "2024-01-01T00:00:00Z" });
    return { ...bench, id };
  }

  test("the connection is accepted", async () => {
    const { validate } = await start();
    expect(await validate()).toEqual({ valid: true });
  });

  describe("contacts", () => {
    test("are made and changed as users, and found", async () => {
      const { act, id, sandbox } = await withContact();
      sandbox.seed.dataAttribute({ name: "plan" });
      const user = { email: "ada@example.com", customAttributes: { plan: "pro" } };
      const changed = await act("create-or-update-user", { ...user, phone: "+14155550123" });
      expect(changed).toMatchObject({ id, name: "Ada", custom_attributes: { plan: "pro" } });
      const other = await act("create-or-update-user", { email: "grace@example.com" });
      expect(other.id).not.toBe(id);
      const byEmail = { searchField: "email", searchValue: "ada@example.com" };
      expect(await act("find-user", byEmail)).toMatchObject({ found: true, user: { id } });
      expect(await act("find-lead", byEmail)).toEqual({ found: false, lead: {} });
    });

    test("are made, changed and found as leads", async () => {
      const { act } = await start();
      const made = await act("create-or-update-lead", { name: "Ada", email: "ada@example.com" });
      expect(made).toMatchObject({ role: "lead", name: "Ada" });
      const renamed = await act("create-or-update-lead", { leadId: made.id, name: "Ada L." });
      expect(renamed).toMatchObject({ id: made.id, name: "Ada L." });
      const byEmail = { searchField: "email", searchValue: "ada@example.com" };
      const found = await act("find-or-create-lead", byEmail);
      expect(found).toMatchObject({ created: false, lead: { id: made.id } });
      const byId = { searchField: "external_id", searchValue: "l2", name: "Grace" };
      const created = await act("find-or-create-lead", byId);
      expect(created).toMatchObject({ created: true, lead: { external_id: "l2", role: "lead" } });
    });

    test("get notes, tags and events", async () => {
      const { act, id, sandbox } = await withContact();
      const note = await act("add-note-to-user", {
        email: "ada@example.com",
        body: "Likes engines",
      });
      expect(note).toMatchObject({ type: "note", body: expect.stringContaining("Likes engines") });
      const tag = sandbox.seed.tag({ name: "VIP" });
      const tagged = { contactId: id, tagId: tag.id };
      const put = await act("add-or-remove-tag-on-contact", { ...tagged, untag: false });
      expect(put).toMatchObject({ id: tag.id, name: "VIP" });
      const off = await act("add-or-remove-tag-on-contact", { ...tagged, untag: true });
      expect(off).toMatchObject({ id: tag.id });
      expect(await act("list-all-tags")).toMatchObject({ data: [{ id: tag.id }] });
      for (const [identifierType, identifierValue] of [
        ["email", "ada@example.com"],
        ["id", id],
        ["user_id", "u1"],
      ]) {
        const event = { identifierType, identifierValue, eventName: "ordered", metadata: { n: 1 } };
        expect(await act("create-data-event", event)).toEqual({ success: true });
      }
    });
  });

  describe("companies", () => {
    const engines = { companyId: "c1", name: "Engines", plan: "Pro", size: 12 };

    test("are made, changed and tagged", async () => {
      const { act } = await start();
      const made = await act("create-or-update-company", { ...engines, monthlySpend: 100 });
      expect(made).toMatchObject({ company_id: "c1", name: "Engines", size: 12 });
      const more = { companyId: "c1", industry: "Machines" };
      const changed = await act("create-or-update-company", more);
      expect(changed).toMatchObject({ id: made.id, name: "Engines", industry: "Machines" });
      const tag = { companyId: made.id, tagName: "VIP" };
      const put = await act("add-or-remove-tag-on-company", { ...tag, untag: false });
      expect(put).toMatchObject({ type: "tag", name: "VIP" });
      const off = await act("add-or-remove-tag-on-company", { ...tag, untag: true });
      expect(off).toMatchObject({ name: "VIP" });
    });

    differs("piece-find-company", async () => {
      const { act, refuses } = await start();
      await act("create-or-update-company", engines);
      const byId = { searchField: "company_id", searchValue: "c1" };
      await expect(act("find-company", byId)).rejects.toThrow("reading 'length'");
      await expect(act("find-or-create-company", engines)).rejects.toThrow("reading 'length'");
      const byName = { searchField: "name", searchValue: "Nothing" };
      await expect(act("find-company", byName)).rejects.toMatchObject({ statusCode: 404 });
      refuses("GET /companies 404");
    });
  });

  describe("articles", () => {
    test("are made, in a collection", async () => {
      const { act, choices, sandbox } = await start({ seed: "acme" });
      const [author] = (await choices("create-article", "authorId")).options;
      const { options } = await choices("create-article", "collectionId");
      const { collections } = sandbox.snapshot() as Json;
      expect(options.length).toBeGreaterThan(1);
      expect(options.length).toBeLessThanOrEqual(Object.keys(collections.collections).length);
      const article = await act("create-article", {
        ...{ title: "First steps", body: "<p>Here</p>", state: "published" },
        ...{ authorId: author.value, collectionId: options[0].value },
      });
      expect(article).toMatchObject({
        ...{ title: "First steps", state: "published", author_id: Number(author.value) },
        parent_id: Number(options[0].value),
      });
    });
  });

  test("any other call is sent", async () => {
    const { act, id } = await withContact();
    const call = { url: { url: `/contacts/${id}` }, method: "GET", headers: {}, queryParams: {} };
    expect(await act("custom_api_call", call)).toMatchObject({ status: 200, body: { id } });
  });
}
