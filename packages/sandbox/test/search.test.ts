import { describe, expect, test } from "vitest";
import { firstError, type Json, workspace } from "./support/workspace.ts";

const day = 86_400;
const monday = 1_717_372_800; // midnight, UTC

async function people(version?: string) {
  const made = await workspace(version);
  const { seed } = made.sandbox;
  seed.contact({ name: "Ada", email: "ada@example.com", created_at: monday + 100 });
  seed.contact({ name: "Grace", email: "grace@navy.mil", created_at: monday + day + 100 });
  seed.contact({
    role: "lead",
    name: "Alan",
    created_at: monday + 2 * day + 100,
    custom_attributes: { plan: "pro", seats: 12 },
  });
  const search = (query: unknown, more: object = {}) =>
    made.send("POST", "/contacts/search", { query, ...more });
  const names = async (query: unknown, more?: object) => {
    const { body } = await search(query, more);
    return body.data.map(({ name }: Json) => name);
  };
  const where = (field: string, operator: string, value: unknown) =>
    names({ field, operator, value });
  return { ...made, search, names, where };
}

describe("filters", () => {
  test("text is compared ignoring case", async () => {
    const { where } = await people();
    expect(await where("name", "=", "ADA")).toEqual(["Ada"]);
    expect(await where("name", "~", "a")).toEqual(["Alan", "Grace", "Ada"]);
    expect(await where("name", "!~", "ra")).toEqual(["Alan", "Ada"]);
    expect(await where("name", "^", "A")).toEqual(["Alan", "Ada"]);
    expect(await where("email", "$", ".mil")).toEqual(["Grace"]);
    expect(await where("email_domain", "=", "example.com")).toEqual(["Ada"]);
  });

  test("!= matches records without a value, and = null matches them too", async () => {
    const { where } = await people();
    expect(await where("email", "!=", "ada@example.com")).toEqual(["Alan", "Grace"]);
    expect(await where("email", "=", null)).toEqual(["Alan"]);
    expect(await where("email", "!=", null)).toEqual(["Grace", "Ada"]);
    expect(await where("email", "NIN", ["ada@example.com"])).toEqual(["Alan", "Grace"]);
    expect(await where("name", "IN", ["Ada", "Alan", "Nobody"])).toEqual(["Alan", "Ada"]);
  });

  test("custom attributes are compared by the type of their value", async () => {
    const { where } = await people();
    expect(await where("custom_attributes.seats", ">", 9)).toEqual(["Alan"]);
    expect(await where("custom_attributes.seats", "=", "12")).toEqual(["Alan"]);
    expect(await where("custom_attributes.plan", "^", "p")).toEqual(["Alan"]);
    expect(await where("custom_attributes.unknown", "=", "x")).toEqual([]);
  });

  test("groups are combined, two levels deep", async () => {
    const { names } = await people();
    const is = (name: string) => ({ field: "name", operator: "=", value: name });
    const either = { operator: "OR", value: [is("Ada"), is("Alan")] };
    const lead = { operator: "AND", value: [{ field: "role", operator: "=", value: "lead" }] };
    expect(await names(either)).toEqual(["Alan", "Ada"]);
    expect(await names({ operator: "AND", value: [either, lead] })).toEqual(["Alan"]);
  });

  test("until 2.16, timestamps are compared by the day", async () => {
    const { where } = await people("2.16");
    expect(await where("created_at", "=", monday)).toEqual(["Ada"]);
    expect(await where("created_at", ">", monday + 1)).toEqual(["Alan", "Grace"]);
    expect(await where("created_at", "<", String(monday + day))).toEqual(["Ada"]);
  });

  test("in Preview, timestamps are compared by the second, with every operator", async () => {
    const { where } = await people("Preview");
    expect(await where("created_at", "=", monday)).toEqual([]);
    expect(await where("created_at", "=", monday + 100)).toEqual(["Ada"]);
    expect(await where("created_at", ">=", monday + day + 100)).toEqual(["Alan", "Grace"]);
    expect(await where("created_at", "!=", monday + 100)).toEqual(["Alan", "Grace"]);
    expect(await where("last_seen_at", "!=", 1)).toEqual(["Alan", "Grace", "Ada"]);
  });

  test("tags are searched by their id", async () => {
    const { send, sandbox, where } = await people();
    const tag = sandbox.seed.tag().id;
    const { id } = sandbox.seed.contact({ name: "Tagged" });
    await send("POST", `/contacts/${id}/tags`, { id: tag });
    expect(await where("tag_id", "=", tag)).toEqual(["Tagged"]);
    expect(await where("tag_id", "!=", tag)).toHaveLength(3);
  });
});

describe("pages and order", () => {
  test("a search is paged by the cursor in its body", async () => {
    const { search } = await people();
    const query = { operator: "AND", value: [] };
    const first = (await search(query, { pagination: { per_page: 2 } })).body;
    expect(first).toMatchObject({
      total_count: 3,
      pages: { page: 1, per_page: 2, total_pages: 2 },
    });
    const { starting_after } = first.pages.next;
    const second = (await search(query, { pagination: { per_page: 2, starting_after } })).body;
    expect(second.data.map(({ name }: Json) => name)).toEqual(["Ada"]);
    expect(second.pages.next ?? null).toBeNull();
    expect((await search(query)).body.pages.per_page).toBe(50);
  });

  test("the order can be requested; records without a value come last", async () => {
    const { names } = await people("Preview");
    const query = { field: "name", operator: "!=", value: null };
    const by = (field: string, order: string) => names(query, { sort: { field, order } });
    expect(await by("name", "ascending")).toEqual(["Ada", "Alan", "Grace"]);
    expect(await by("email", "descending")).toEqual(["Grace", "Ada", "Alan"]);
    expect(await by("email", "ascending")).toEqual(["Ada", "Grace", "Alan"]);
  });
});

describe("refused queries", () => {
  const filter = (field: string, operator: string, value: unknown) => ({ field, operator, value });
  const nest = (depth: number): unknown =>
    depth === 0 ? filter("name", "=", "Ada") : { operator: "AND", value: [nest(depth - 1)] };

  test.each([
    ["an unknown field", filter("shoe_size", "=", "42"), "invalid_field"],
    ["an unknown operator", filter("name", "LIKE", "A"), "invalid_operator"],
    ["an operator of another type", filter("name", ">", "A"), "invalid_operator"],
    ["IN on tags", filter("tag_id", "IN", ["1"]), "invalid_operator"],
    [">= on a day", filter("created_at", ">=", 1), "invalid_operator"],
    ["words for a date", filter("created_at", ">", "foobar"), "parameter_invalid"],
    ["one value for IN", filter("name", "IN", "Ada"), "type_mismatch"],
    ["a group of another kind", { operator: "XOR", value: [] }, "invalid_operator"],
    ["three levels", nest(3), "parameter_invalid"],
    ["16 filters", { operator: "OR", value: Array(16).fill(nest(0)) }, "parameter_invalid"],
    ["no query", undefined, "parameter_not_found"],
    ["a list", [], "type_mismatch"],
  ])("%s", async (_name, query, code) => {
    const { search } = await people();
    expect(firstError(await search(query))).toEqual({ status: 400, code });
  });

  test("two levels and 15 filters are accepted", async () => {
    const { search } = await people();
    expect((await search(nest(2))).status).toBe(200);
    expect((await search({ operator: "OR", value: Array(15).fill(nest(0)) })).status).toBe(200);
  });

  test("an invalid order, and an order by tag", async () => {
    const { search } = await people("Preview");
    const query = nest(0);
    const wrong = await search(query, { sort: { field: "name", order: "desc" } });
    expect(firstError(wrong)).toEqual({ status: 400, code: "invalid_sort_order" });
    const tag = await search(query, { sort: { field: "tag_id", order: "ascending" } });
    expect(firstError(tag)).toEqual({ status: 400, code: "invalid_field" });
  });
});

test("searches return companies with contacts", async () => {
  const { send, sandbox } = await workspace("Preview");
  const spend = (monthly_spend: number) => sandbox.seed.company({ monthly_spend }).id;
  sandbox.seed.contact({ company_ids: [spend(10), spend(200), spend(300)] });
  spend(400);
  const query = { field: "monthly_spend", operator: ">", value: 100 };
  const sort = { field: "monthly_spend", order: "ascending" };
  const { body } = await send("POST", "/companies/search", { query, sort });
  expect(body.data.map(({ monthly_spend }: Json) => monthly_spend)).toEqual([200, 300]);
  expect(body.pages.per_page).toBe(15);
  const field = { field: "plan.name", operator: "=", value: "Pro" };
  const refused = await send("POST", "/companies/search", { query: field });
  expect(firstError(refused)).toEqual({ status: 400, code: "invalid_field" });
});
