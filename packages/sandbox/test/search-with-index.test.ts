import { createSandbox } from "@interkit/sandbox";
import { expect, test } from "vitest";
import type { Json } from "./support/workspace.ts";

const ids = (tags: readonly { id: string }[]) => tags.map(({ id }) => id);

/** The fields with an index or an order, with a reader of their values. */
const served: Record<string, Record<string, (thing: Json) => unknown>> = {
  contacts: {
    id: ({ id }) => id,
    email: ({ email }) => email?.toUpperCase(),
    phone: ({ phone }) => phone,
    formatted_phone: ({ phone }) => phone,
    external_id: ({ external_id }) => external_id?.toUpperCase(),
    tag_id: ({ tags }) => ids(tags),
    created_at: ({ created_at }) => created_at,
    updated_at: ({ updated_at }) => updated_at,
    last_seen_at: ({ last_seen_at }) => last_seen_at,
  },
  companies: {
    company_id: ({ company_id }) => company_id.toUpperCase(),
    name: ({ name }) => name?.toLowerCase(),
    tag_id: ({ tags }) => ids(tags),
    created_at: ({ created_at }) => created_at,
    updated_at: ({ updated_at }) => updated_at,
    last_request_at: ({ last_request_at }) => last_request_at,
  },
  conversations: {
    id: ({ id }) => id,
    contact_ids: ({ contact_ids }) => contact_ids,
    state: ({ state }) => state.toUpperCase(),
    tag_ids: ({ tags }) => ids(tags),
    admin_assignee_id: ({ admin_assignee_id }) => admin_assignee_id,
    team_assignee_id: ({ team_assignee_id }) => team_assignee_id,
    created_at: ({ created_at }) => created_at,
    updated_at: ({ updated_at }) => updated_at,
  },
  tickets: {
    id: ({ id }) => id,
    contact_ids: ({ contact_ids }) => contact_ids,
    ticket_type_id: ({ type_id }) => type_id,
    admin_assignee_id: ({ admin_assignee_id }) => admin_assignee_id,
    team_assignee_id: ({ team_assignee_id }) => team_assignee_id,
    created_at: ({ created_at }) => created_at,
    updated_at: ({ updated_at }) => updated_at,
    snoozed_until: ({ snoozed_until }) => snoozed_until,
  },
};

/** A filter that matches nothing and has no index: an OR with it scans all records. */
const nothing: Record<string, object> = {
  contacts: { field: "name", operator: "=", value: "no contact has this name" },
  companies: { field: "custom_attributes.none", operator: "=", value: "no" },
  conversations: { field: "source.url", operator: "=", value: "https://no.example" },
  tickets: { field: "title", operator: "=", value: "nothing is called so" },
};

const sandbox = createSandbox({ seed: "acme", rateLimit: { perMinute: 1e9 } });

/** The number of results of a search, and the first ten of them. */
async function found(kind: string, version: string, query: object): Promise<[number, string[]]> {
  const response = await sandbox.fetch(`https://api.intercom.io/${kind}/search`, {
    method: "POST",
    headers: {
      Authorization: "Bearer any",
      "Content-Type": "application/json",
      "Intercom-Version": version,
    },
    body: JSON.stringify({ query, pagination: { per_page: 10 } }),
  });
  const body: Json = await response.json();
  expect(response.status, JSON.stringify(body)).toBe(200);
  const first = (body.data ?? body.conversations ?? body.tickets).map(({ id }: Json) => id);
  return [body.total_count, first];
}

const isDate = (field: string) => /_at$|_until$/.test(field);
const cases = Object.entries(served).flatMap(([kind, fields]) =>
  Object.keys(fields).flatMap((field) => {
    // Times of contacts are compared by day up to 2.16; only Preview has a search of companies.
    const versions = isDate(field) && kind !== "companies" ? ["2.16", "Preview"] : ["Preview"];
    return versions.map((version) => [kind, field, version] as const);
  }),
);

test.each(cases)(
  "%s are found by %s in %s with and without an index",
  async (kind, field, version) => {
    await sandbox.ready;
    const read = served[kind]?.[field] as (thing: Json) => unknown;
    const values = (sandbox.snapshot().collections[kind] ?? [])
      .flatMap((thing) => read(thing))
      .filter((value) => value !== null && value !== undefined);
    const some = [...new Set(values)].filter((_, at, { length }) => at % (length >> 2 || 1) === 0);
    let most = 0;
    for (const value of some) {
      for (const operator of isDate(field) ? ["=", ">", "<"] : ["="]) {
        const query = { field, operator, value };
        const alone = await found(kind, version, query);
        const besides = { operator: "OR", value: [query, nothing[kind]] };
        expect(alone).toEqual(await found(kind, version, besides));
        most = Math.max(most, alone[0]);
      }
    }
    expect(some.length === 0 || most > 0).toBe(true);
  },
);
