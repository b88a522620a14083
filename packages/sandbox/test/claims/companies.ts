import { expect } from "vitest";
import { type ClaimContext, type Claims, claim } from "../support/claims.ts";
import { checkNestingLimits } from "../support/nesting.ts";
import type { Json } from "../support/workspace.ts";

const names = (list: Json): string[] => list.data.map(({ name }: Json) => name);

/** Companies by name, each with a contact, since lists return only companies with a contact. */
function known(space: ClaimContext, ...given: Json[]): string[] {
  const made = given.map((one) => space.seed.company(one).id);
  space.seed.contact({ company_ids: made });
  return made;
}

const anyone = { query: { field: "created_at", operator: ">", value: 1 } };

export const companies: Claims = [
  claim(
    "companies.createOrUpdate",
    "where it is known, that company is changed",
    async ({ request }) => {
      const one = await request("POST /companies", { company_id: "a", name: "One", size: 3 });
      const other = await request("POST /companies", { company_id: "a", name: "Uno" });
      expect(other).toMatchObject({ id: one.id, name: "Uno", size: 3 });
    },
  ),
  claim("companies.createOrUpdate", "otherwise a new one is made", async ({ request }) => {
    const one = await request("POST /companies", { company_id: "a" });
    expect((await request("POST /companies", { company_id: "b" })).id).not.toBe(one.id);
  }),
  claim("companies.createOrUpdate", "never be changed afterwards", async ({ request, send }) => {
    const { id } = await request("POST /companies", { company_id: "a" });
    await send(`PUT /companies/${id}`, { company_id: "b", name: "One" });
    expect((await request(`GET /companies/${id}`)).company_id).toBe("a");
  }),
  claim("companies.update", "that it was created with stays", async ({ request }) => {
    const { id } = await request("POST /companies", { company_id: "a" });
    expect((await request(`PUT /companies/${id}`, { name: "One" })).company_id).toBe("a");
  }),
  claim(
    "CreateOrUpdateCompanyRequest.monthly_spend",
    "Fractions are cut off",
    async ({ request }) => {
      const made = await request("POST /companies", { company_id: "a", monthly_spend: 12.9 });
      expect(made.monthly_spend).toBe(12);
    },
  ),
  claim(
    "CreateOrUpdateCompanyRequest.monthly_spend",
    "2,147,483,647",
    async ({ request, send }) => {
      const most = 2_147_483_647;
      const made = await request("POST /companies", { company_id: "a", monthly_spend: most });
      expect(made.monthly_spend).toBe(most);
      const more = { company_id: "a", monthly_spend: most + 1 };
      expect((await send("POST /companies", more)).status).toBe(400);
    },
  ),
  claim("Company.plan", "empty where you never said", async ({ request }) => {
    expect((await request("POST /companies", { company_id: "a" })).plan).toEqual({});
  }),
  claim("companies.list?tag_id", "Only companies with this tag", async (space) => {
    const id = space.seed.tag().id;
    const tags = [{ id, applied_at: 1, admin_id: "1" }];
    known(space, { name: "One", tags }, { name: "Two" });
    expect(names(await space.request(`GET /companies?tag_id=${id}`))).toEqual(["One"]);
  }),
  claim("companies.list?segment_id", "Only companies in this segment", async (space) => {
    const query = { field: "monthly_spend", operator: ">", value: 100 };
    const { id } = space.seed.segment({ person_type: "company", query });
    known(space, { name: "Big", monthly_spend: 200 }, { name: "Small", monthly_spend: 1 });
    expect(names(await space.request(`GET /companies?segment_id=${id}`))).toEqual(["Big"]);
  }),
  claim("companies.listAll", "most recently active first", async (space) => {
    known(space, ...[1, 3, 2].map((at) => ({ name: `At ${at}`, last_request_at: at })));
    expect(names(await space.request("POST /companies/list"))).toEqual(["At 3", "At 2", "At 1"]);
    const upwards = await space.request("POST /companies/list?order=asc");
    expect(names(upwards)).toEqual(["At 1", "At 2", "At 3"]);
  }),
  claim("companies.list", "Companies without a single contact are left out", async (space) => {
    const { seed, request } = space;
    const tags = [{ id: seed.tag().id, applied_at: 1, admin_id: "1" }];
    seed.company({ name: "Nobody", tags });
    known(space, { name: "One", tags });
    for (const path of ["/companies", `/companies?tag_id=${tags[0]?.id}`]) {
      expect(await request(`GET ${path}`)).toMatchObject({
        data: [{ name: "One" }],
        total_count: 1,
      });
    }
    expect(names(await request("GET /companies/scroll")).sort()).toEqual(["Nobody", "One"]);
  }),
  claim(
    "companies.list",
    "with that company itself, contacts or not",
    async ({ seed, request }) => {
      const { id } = seed.company({ company_id: "a", name: "Nobody" });
      for (const query of ["company_id=a", "name=Nobody"]) {
        const found = await request(`GET /companies?${query}`);
        expect((found.data ?? [found])[0]).toMatchObject({ id, name: "Nobody" });
      }
    },
  ),
  claim("companies.listAll", "Companies without a single contact are left out", async (space) => {
    space.seed.company({ name: "Nobody" });
    expect(names(await space.request("POST /companies/list"))).toEqual([]);
  }),
  claim("companies.search", "Companies without a single contact are left out", async (space) => {
    space.seed.company({ name: "Nobody" });
    known(space, { name: "One" });
    expect(names(await space.request("POST /companies/search", anyone))).toEqual(["One"]);
  }),
  claim("companies.search", "`plan.id` and `plan.name` cannot be searched", async ({ send }) => {
    for (const field of ["plan.id", "plan.name"]) {
      const query = { field, operator: "=", value: "Pro" };
      expect((await send("POST /companies/search", { query })).status).toBe(400);
    }
  }),
  claim("SearchCompaniesRequest.sort", "`tag_id` cannot be sorted by", async ({ send }) => {
    const body = { ...anyone, sort: { field: "tag_id", order: "ascending" } };
    expect((await send("POST /companies/search", body)).status).toBe(400);
  }),
  claim(
    "companies.scroll",
    "one scroll open at a time",
    async ({ seed, request, requestError }) => {
      seed.company();
      await request("GET /companies/scroll");
      expect(await requestError("GET /companies/scroll")).toBe("400 scroll_exists");
    },
  ),
  claim("companies.scroll", "expires a minute after its last request", async (space) => {
    const { scroll_param } = await space.request("GET /companies/scroll");
    space.advance(61);
    const at = `GET /companies/scroll?scroll_param=${scroll_param}`;
    expect((await space.send(at)).status).toBe(404);
    await space.request("GET /companies/scroll");
  }),
  claim("companies.scroll", "over when `data` is empty", async ({ seed, request }) => {
    seed.company();
    const { data, scroll_param } = await request("GET /companies/scroll");
    expect(data).toHaveLength(1);
    const next = await request(`GET /companies/scroll?scroll_param=${scroll_param}`);
    expect(next.data).toEqual([]);
  }),
  claim("companies.scroll", "Goes through every company", async ({ seed, request }) => {
    seed.company({ name: "Nobody" });
    expect(names(await request("GET /companies/scroll"))).toEqual(["Nobody"]);
  }),
  claim("companies.delete", "The contacts remain", async (space) => {
    const { seed, request } = space;
    const { id } = seed.company();
    const contact = seed.contact({ company_ids: [id] }).id;
    await request(`DELETE /companies/${id}`);
    expect((await request(`GET /contacts/${contact}`)).companies.total_count).toBe(0);
  }),
  claim(
    "CreateCompanyNoteRequest.admin_id",
    "the token's own where it is left out",
    async (space) => {
      const { id } = space.seed.company();
      const note = await space.request(`POST /companies/${id}/notes`, { body: "Hello" });
      expect(note.author.id).toBe("1");
    },
  ),
  claim("companies.bulk.update", "is not created", async ({ request, advance, seed }) => {
    const { id } = seed.company({ name: "One" });
    const body = {
      companies: [
        { id: "404", name: "No" },
        { id, name: "Uno" },
      ],
    };
    const job = await request("PUT /companies/bulk", body);
    advance(60);
    expect((await request(`GET /companies/bulk/${job.id}`)).state).toBe("completed_with_errors");
    expect(names(await request("GET /companies/scroll"))).toEqual(["Uno"]);
  }),
  claim(
    "companies.bulk.create",
    "matched by your `company_id`",
    async ({ request, advance, seed }) => {
      seed.company({ company_id: "a", name: "One" });
      const job = await request("POST /companies/bulk", {
        companies: [{ company_id: "a", name: "Uno" }],
      });
      advance(60);
      expect((await request(`GET /companies/bulk/${job.id}`)).state).toBe("completed");
      expect(names(await request("GET /companies/scroll"))).toEqual(["Uno"]);
    },
  ),
  claim("companies.list?name", "Only the company of this name", async ({ seed, request }) => {
    for (const name of ["One", "Two"]) seed.company({ name });
    const found = await request("GET /companies?name=Two");
    expect((found.data ?? [found]).map(({ name }: Json) => name)).toEqual(["Two"]);
  }),
  claim("companies.list?company_id", "that you gave this id", async ({ seed, request }) => {
    for (const company_id of ["a", "b"]) seed.company({ company_id });
    const found = await request("GET /companies?company_id=b");
    expect((found.data ?? [found]).map((one: Json) => one.company_id)).toEqual(["b"]);
  }),
  claim(
    "companies.scroll?scroll_param",
    "left out for the first one",
    async ({ seed, request }) => {
      seed.company({ name: "One" });
      const first = await request("GET /companies/scroll");
      expect(names(first)).toEqual(["One"]);
      const at = `GET /companies/scroll?scroll_param=${first.scroll_param}`;
      expect(names(await request(at))).toEqual([]);
    },
  ),
  claim("companies.search", "Combine up to 15 filters per group", async (space) => {
    await checkNestingLimits(space, "POST /companies/search", anyone.query);
  }),
];
