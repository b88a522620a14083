import { createClient } from "@interkit/core/2.16";
import { createClient as createPreview } from "@interkit/core/preview";
import { expand, paginate } from "@interkit/pagination";
import { createSandbox } from "@interkit/sandbox";
import { beforeAll, describe, expect, test } from "vitest";
import { all } from "./support/api.ts";

const sandbox = createSandbox();
const client = createClient({ token: "any", fetch: sandbox.fetch });
const preview = createPreview({ token: "any", fetch: sandbox.fetch });
const emails = Array.from({ length: 23 }, (_, index) => `person-${index}@example.com`);
const companyIds = Array.from({ length: 12 }, (_, index) => `company-${index}`);
let contact_id = "";

beforeAll(async () => {
  for (const email of emails) {
    const { data } = await client.POST("/contacts", { body: { role: "user", email } });
    contact_id = data?.id ?? "";
  }
  for (const company_id of companyIds) {
    const { data } = await client.POST("/companies", { body: { company_id, name: company_id } });
    await client.POST("/contacts/{contact_id}/companies", {
      params: { path: { contact_id } },
      body: { id: data?.id ?? "" },
    });
  }
});

function emailsOf(contacts: readonly { email?: string | null }[]): string[] {
  return contacts.map(({ email }) => email ?? "").sort();
}

describe("against the sandbox", () => {
  test("a cursor list returns every contact once", async () => {
    const list = paginate(client, "GET /contacts", { query: { per_page: 5 } });
    expect(emailsOf(await all(list))).toEqual([...emails].sort());
    expect(await all(list.pages())).toHaveLength(5);
  });

  test("a search returns every contact once, page after page", async () => {
    const list = paginate(client, "POST /contacts/search", {
      body: {
        query: { field: "email", operator: "~", value: "person-1" },
        pagination: { per_page: 4 },
      },
    });
    const expected = emails.filter((email) => email.startsWith("person-1"));
    expect(emailsOf(await all(list))).toEqual(expected.sort());
  });

  test("a numbered list returns every company once", async () => {
    const list = paginate(client, "GET /companies", { query: { per_page: 5 } });
    const found = await all(list);
    expect(found.map(({ company_id }) => company_id).sort()).toEqual([...companyIds].sort());
    expect(await all(list.pages())).toHaveLength(3);
  });

  test("a numbered list of a POST returns every company once", async () => {
    const found = await all(paginate(client, "POST /companies/list", { query: { per_page: 7 } }));
    expect(found.map(({ company_id }) => company_id).sort()).toEqual([...companyIds].sort());
  });

  test("a scroll ends with its empty page", async () => {
    const found = await all(paginate(client, "GET /companies/scroll"));
    expect(found).toHaveLength(companyIds.length);
  });

  test("a nested list is expanded", async () => {
    const params = { path: { contact_id } };
    const { data: contact } = await client.GET("/contacts/{contact_id}", { params });
    expect(contact?.companies.data).toHaveLength(10);
    const companies = await all(expand(client, contact?.companies));
    expect(new Set(companies.map(({ id }) => id)).size).toBe(companyIds.length);
    expect(await all(expand(client, contact?.tags))).toEqual([]);
  });

  test("the contacts of a company are listed", async () => {
    const company = (await paginate(client, "GET /companies").collect({ limit: 1 }))[0];
    const list = paginate(client, "GET /companies/{company_id}/contacts", {
      path: { company_id: company?.id ?? "" },
    });
    expect((await all(list)).map(({ id }) => id)).toEqual([contact_id]);
  });

  test("Preview's merge history continues with the parameter cursor", async () => {
    for (const email of ["lead-1@example.com", "lead-2@example.com", "lead-3@example.com"]) {
      const { data: lead } = await client.POST("/contacts", { body: { role: "lead", email } });
      await client.POST("/contacts/merge", {
        body: { from: lead?.id ?? "", into: contact_id, skip_duplicate_validation: true },
      });
    }
    const list = paginate(preview, "GET /contacts/{contact_id}/merge_history", {
      path: { contact_id },
      query: { per_page: 2 },
    });
    expect(await all(list)).toHaveLength(3);
    expect(await all(list.pages())).toHaveLength(2);
  });
});
