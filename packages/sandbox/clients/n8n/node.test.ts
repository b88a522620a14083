import { describe, expect, test } from "vitest";
import { differs, type Json, testClient } from "../test-client.ts";
import { type Bench, withNode } from "./node.ts";

testClient("n8n-nodes-base 2.41.2", (client) => {
  const start = (options?: Parameters<typeof withNode>[1]) => withNode(client(), options);
  const plain = { additionalFields: {}, jsonParameters: false, customAttributesUi: {} };

  async function withCompany(): Promise<Bench & { readonly id: string }> {
    const bench = await start();
    bench.sandbox.seed.dataAttribute({ model: "company", name: "colour" });
    const company = { resource: "company", companyId: "c1", ...plain };
    const fields = { name: "Engines", plan: "Pro", size: 12, website: "https://engines.example" };
    const attributes = { customAttributesValues: [{ name: "colour", value: "red" }] };
    const [made] = await bench.run({
      ...{ ...company, operation: "create", additionalFields: fields },
      customAttributesUi: attributes,
    });
    expect(made).toMatchObject({
      ...{ type: "company", company_id: "c1", name: "Engines", size: 12 },
      ...{ plan: { name: "Pro" }, custom_attributes: { colour: "red" } },
    });
    return { ...bench, id: made.id };
  }

  test("its credentials are tested", async () => {
    const { tryCredentials } = await start();
    expect(await tryCredentials()).toMatchObject({ type: "admin", app: { type: "app" } });
  });

  describe("companies", () => {
    test("are made and changed by the caller's own id", async () => {
      const { run, id } = await withCompany();
      const changed = await run({
        ...{ resource: "company", operation: "update", companyId: "c1", ...plain },
        ...{ additionalFields: { industry: "Machines" }, jsonParameters: true },
        customAttributesJson: '{ "colour": "blue" }',
      });
      expect(changed).toMatchObject([
        { id, name: "Engines", industry: "Machines", custom_attributes: { colour: "blue" } },
      ]);
    });

    test.each([
      ["companyId", "c1"],
      ["name", "Engines"],
    ])("are read by %s", async (selectBy, value) => {
      const { run, id } = await withCompany();
      const get = { resource: "company", operation: "get", selectBy, value };
      expect(await run(get)).toMatchObject([{ id, company_id: "c1", name: "Engines" }]);
    });

    test("are read by Intercom's id", async () => {
      const { run, id } = await withCompany();
      const get = { resource: "company", operation: "get", selectBy: "id", value: id };
      expect(await run(get)).toMatchObject([{ id, company_id: "c1" }]);
    });
  });

  describe("leads", () => {
    const lead = { resource: "lead", ...plain };

    test("are made as contacts, read and deleted by Intercom's id", async () => {
      const { run } = await start();
      const made = await run({
        ...{ ...lead, operation: "create", email: "ada@example.com" },
        additionalFields: { name: "Ada", phone: "+14155550123", unsubscribedFromEmails: true },
      });
      expect(made).toMatchObject([{ type: "contact", email: "ada@example.com", name: "Ada" }]);
      const { id: value } = made[0];
      const found = await run({ ...lead, operation: "get", selectBy: "id", value });
      expect(found).toMatchObject([{ id: value, name: "Ada" }]);
      const deleted = await run({ ...lead, operation: "delete", deleteBy: "id", value });
      expect(deleted).toMatchObject([{ id: value, deleted: true }]);
    });

    differs("n8n-role", async () => {
      const { run } = await start();
      const create = { ...lead, operation: "create", email: "ada@example.com" };
      expect(await run(create)).toMatchObject([{ role: "user" }]);
    });

    differs("n8n-update-lead", async () => {
      const { run, refuses } = await start();
      const [{ id }] = await run({ ...lead, operation: "create", email: "ada@example.com" });
      const update = { ...lead, operation: "update", updateBy: "id", value: id };
      await expect(run({ ...update, additionalFields: { name: "Ada" } })).rejects.toMatchObject({
        httpCode: "400",
      });
      refuses("POST /contacts 400");
    });

    differs("n8n-old-words", async () => {
      const { run } = await start({ seed: "acme" });
      const filters = {};
      const some = { ...lead, operation: "getAll", returnAll: false, limit: 10, filters };
      expect(await run(some)).toEqual([undefined]);
      const byEmail = { selectBy: "email", value: "ada@example.com" };
      expect(await run({ ...lead, operation: "get", ...byEmail })).toEqual([undefined]);
    });
  });

  describe("users", () => {
    const user = { resource: "user", ...plain };

    differs("n8n-users", async () => {
      const { run, refuses } = await start();
      const id = { identifierType: "email", idValue: "ada@example.com" };
      const operations: Json[] = [
        { ...user, operation: "create", ...id },
        { ...user, operation: "update", updateBy: "email", value: "ada@example.com" },
        { ...user, operation: "get", selectBy: "userId", value: "u1" },
        { ...user, operation: "getAll", returnAll: true, filters: {} },
        { ...user, operation: "delete", id: "1" },
      ];
      for (const one of operations) await expect(run(one)).rejects.toBeDefined();
      refuses(
        ...["POST /users 400", "POST /users 400", "GET /users 400", "GET /users 400"],
        "DELETE /users/1 400",
      );
    });
  });

  differs("n8n-company-lists", async () => {
    const { options, run, refuses } = await withCompany();
    await expect(options("getCompanies")).rejects.toThrow("not iterable");
    refuses();
    const all = { resource: "company", operation: "getAll", returnAll: true, filters: {} };
    expect(await run(all)).toEqual([]);
  });

  differs("n8n-company-users", async () => {
    const { run, id, refuses } = await withCompany();
    const users = { resource: "company", operation: "users", listBy: "id", value: id };
    await expect(run({ ...users, returnAll: false, limit: 10 })).rejects.toBeDefined();
    refuses(`GET /companies/${id}/users 404`);
  });
});
