import type { Client } from "@modelcontextprotocol/client";
import { expect, test } from "vitest";
import { callTool, connectSandbox } from "../support/mcp.ts";

/** Calls a tool until there is no cursor, and returns the ids on each page. */
async function readAll(
  client: Client,
  name: string,
  given: Record<string, unknown>,
): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: unknown; ; ) {
    const page = await callTool(client, name, { ...given, ...(cursor ? { cursor } : {}) });
    expect(page.isError, page.text).toBe(false);
    pages.push((page.value["items"] as { id: string }[]).map(({ id }) => id));
    cursor = page.value["cursor"];
    if (cursor === undefined) return pages;
  }
}

const seed = { name: "acme", contacts: 350 };

test("a cursor leads through a list to its end, each item once", async () => {
  const { client } = await connectSandbox({ sandbox: { seed } });
  const first = await callTool(client, "contacts_list");
  expect(first.value["items"]).toHaveLength(20);
  expect(first.value["total_count"]).toBe(350);
  const pages = await readAll(client, "contacts_list", { limit: 100, fields: ["id"] });
  expect(pages.map(({ length }) => length)).toEqual([100, 100, 100, 50]);
  expect(new Set(pages.flat()).size).toBe(350);
});

test("a list that ends with a whole page has no cursor", async () => {
  const { client } = await connectSandbox({ sandbox: { seed: { name: "acme", contacts: 20 } } });
  const { value } = await callTool(client, "contacts_list", { limit: 20, fields: ["id"] });
  expect(value).toEqual({ items: expect.any(Array), total_count: 20 });
});

test("the limit may differ from call to call", async () => {
  const { client, sandbox } = await connectSandbox({ sandbox: { seed } });
  const all = (await readAll(client, "contacts_list", { limit: 150, fields: ["id"] })).flat();
  const ids: string[] = [];
  const before = sandbox.requests.list().length;
  let cursor: unknown;
  for (const limit of [3, 10, 1, 150, 7]) {
    const given = { limit, fields: ["id"], ...(cursor ? { cursor } : {}) };
    const { value } = await callTool(client, "contacts_list", given);
    ids.push(...(value["items"] as { id: string }[]).map(({ id }) => id));
    cursor = value["cursor"];
  }
  expect(ids).toEqual(all.slice(0, 171));
  // A small first limit does not make for small pages.
  expect(sandbox.requests.list().length - before).toBeLessThan(20);
});

test("lists with page numbers, whole lists and searches have cursors, too", async () => {
  const { client, intercom } = await connectSandbox({ sandbox: { seed } });
  for (let number = 0; number < 25; number += 1) {
    await intercom.tags.create({ name: `Tag ${number}` });
    await intercom.companies.createOrUpdate({ company_id: `c${number}`, name: `C ${number}` });
  }
  const query = { field: "created_at", operator: ">", value: 0 };
  for (const [name, given] of [
    ["tags_list", {}],
    ["companies_list_all", {}],
    ["contacts_search", { query, fields: ["id"] }],
    ["conversations_list", { fields: ["id"] }],
    ["conversations_search", { query, fields: ["id"], sort: { field: "created_at" } }],
  ] as const) {
    const small = (await readAll(client, name, { ...given, limit: 9 })).flat();
    const large = (await readAll(client, name, { ...given, limit: 150 })).flat();
    expect(small.length, name).toBeGreaterThan(9);
    expect(new Set(small).size, name).toBe(small.length);
    expect(small, name).toEqual(large);
  }
});

test("a search finds by its query, and takes no paging of its own", async () => {
  const { client, intercom } = await connectSandbox();
  await intercom.contacts.create({ role: "user", email: "ada@example.com" });
  await intercom.contacts.create({ role: "user", email: "grace@example.com" });
  const query = { field: "email", operator: "=", value: "ada@example.com" };
  const { value } = await callTool(client, "contacts_search", { query, fields: ["email"] });
  expect(value).toEqual({ items: [{ email: "ada@example.com" }], total_count: 1 });
  const paged = await callTool(client, "contacts_search", { query, pagination: { per_page: 5 } });
  expect(paged.text).toMatch(/there is no argument "pagination"; there are .*limit, cursor/);
});

test("a cursor of another list, of other arguments or with other text is refused", async () => {
  const { client, sandbox } = await connectSandbox({ sandbox: { seed } });
  const { value } = await callTool(client, "contacts_list", { limit: 5 });
  const cursor = String(value["cursor"]);
  const others = [
    ["conversations_list", { cursor }],
    ["contacts_list", { cursor, include_merge_history: true }],
    ["contacts_list", { cursor: "page 2" }],
    ["contacts_list", { cursor: cursor.slice(0, -5) }],
    ["contacts_list", { cursor: Buffer.from("[5,null]").toString("base64url") }],
    ["contacts_list", { cursor: Buffer.from('[1e9,{"route":1}]').toString("base64url") }],
  ] as const;
  const before = sandbox.requests.list().length;
  for (const [name, given] of others) {
    const { isError, text } = await callTool(client, name, given);
    expect(isError).toBe(true);
    expect(text).toMatch(/^(The cursor is not one of this list|Wrong arguments)/);
  }
  expect(sandbox.requests.list().length).toBe(before);
});

test("a limit outside its range is refused with the range", async () => {
  const { client } = await connectSandbox();
  for (const limit of [0, 151, 1.5, "20"]) {
    const { isError, text } = await callTool(client, "contacts_list", { limit });
    expect(isError).toBe(true);
    expect(text).toMatch(/limit must be (>= 1|<= 150|integer)/);
  }
});
