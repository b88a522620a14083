import { IntercomClient } from "intercom-client";
import { describe, expect, test } from "vitest";
import { workspace } from "../support/workspace.ts";
import { collect, vendorWorkspace } from "./support.ts";

async function withLeads(count: number) {
  const made = await vendorWorkspace();
  for (let i = 1; i <= count; i++) {
    made.advance(60);
    await made.client.contacts.create({ role: "lead", name: `Lead ${i}` });
  }
  return made;
}

describe("the vendor's lists", () => {
  test("can be iterated once: then only the last page is left in them", async () => {
    const { client } = await withLeads(5);
    const list = await client.contacts.list({ per_page: 2 });
    expect(await collect(list)).toHaveLength(5);
    expect(await collect(list)).toHaveLength(1);
  });

  test("become the next page when it is requested", async () => {
    const { client } = await withLeads(3);
    const first = await client.contacts.list({ per_page: 2 });
    expect(first.hasNextPage()).toBe(true);
    const second = await first.getNextPage();
    expect(second).toBe(first);
    expect(first.data).toHaveLength(1);
    expect(first.hasNextPage()).toBe(false);
  });

  test("of cursors end with the last page, and request it with the search", async () => {
    const { client, sent } = await withLeads(4);
    const before = sent.length;
    const query = { field: "role", operator: "=", value: "lead" } as const;
    await collect(client.contacts.search({ query, pagination: { per_page: 2 } }));
    const requests = sent.slice(before);
    expect(requests).toHaveLength(2);
    expect(requests[1]?.body).toMatchObject({
      query,
      pagination: { per_page: 2, starting_after: expect.any(String) },
    });
  });

  test("are sorted only by properties that the types do not have", async () => {
    const { client } = await withLeads(3);
    const query = { field: "role", operator: "=", value: "lead" } as const;
    // No property of the type: an object that is written out in the call would be refused.
    const sort = { field: "name", order: "ascending" };
    const request = { query, sort, pagination: { per_page: 2 } };
    const found = await collect(client.contacts.search(request));
    expect(found.map(({ name }) => name)).toEqual(["Lead 1", "Lead 2", "Lead 3"]);
  });
});

describe("the vendor's errors", () => {
  test("have the status, the response and its id", async () => {
    const { client } = await vendorWorkspace();
    const missing = client.contacts.find({ contact_id: "404" });
    await expect(missing).rejects.toMatchObject({
      statusCode: 404,
      body: { type: "error.list", request_id: expect.any(String), errors: [{ code: "not_found" }] },
    });
  });

  test("are thrown for a wrong token too", async () => {
    const { url } = await workspace("2.14", { token: "secret" });
    const client = new IntercomClient({ token: "wrong", environment: url, maxRetries: 0 });
    await expect(client.admins.identify()).rejects.toMatchObject({ statusCode: 401 });
  });
});
