import { describe, expect, test } from "vitest";
import { firstError, type Json, start, workspace } from "../support/workspace.ts";

describe("companies", () => {
  test("a company is created, found by its company_id, updated and deleted", async () => {
    const { send, sandbox } = await workspace();
    sandbox.seed.dataAttribute({ model: "company", name: "industry" });
    const made = await send("POST", "/companies", {
      company_id: "engines",
      name: "Analytical Engines",
      plan: "Pro",
      monthly_spend: 250,
      remote_created_at: 1374138000,
      custom_attributes: { industry: "computing" },
    });
    expect(made.body).toMatchObject({
      type: "company",
      company_id: "engines",
      plan: { name: "Pro" },
      monthly_spend: 250,
      remote_created_at: 1374138000,
      created_at: start,
      user_count: 0,
    });
    const path = `/companies/${made.body.id}`;
    expect((await send("GET", path)).body).toEqual(made.body);
    for (const query of ["company_id=engines", "name=Analytical%20Engines"]) {
      const { body } = await send("GET", `/companies?${query}`);
      expect(body.type === "list" ? body.data : [body]).toEqual([made.body]);
    }
    expect((await send("PUT", path, { size: 85 })).body).toMatchObject({
      size: 85,
      name: made.body.name,
    });
    expect((await send("DELETE", path)).body).toEqual({
      id: made.body.id,
      object: "company",
      deleted: true,
    });
    expect(firstError(await send("GET", path))).toEqual({ status: 404, code: "company_not_found" });
  });

  test("a known company_id updates the company", async () => {
    const { send, sandbox } = await workspace();
    const first = await send("POST", "/companies", { company_id: "1", name: "One", size: 3 });
    sandbox.seed.contact({ company_ids: [first.body.id] });
    const second = await send("POST", "/companies", { company_id: "1", name: "Uno" });
    expect(second.body).toMatchObject({ id: first.body.id, name: "Uno", size: 3 });
    expect((await send("GET", "/companies")).body.total_count).toBe(1);
  });

  test("an unknown parameter is refused by name", async () => {
    const { send } = await workspace();
    const refused = await send("POST", "/companies", { test: "invalid" });
    expect(firstError(refused)).toEqual({ status: 400, code: "bad_request" });
    expect(refused.body.errors[0].message).toBe("bad 'test' parameter");
  });

  test("deleting a company keeps its contacts", async () => {
    const { send, sandbox } = await workspace();
    const company = sandbox.seed.company().id;
    const contact = sandbox.seed.contact({ company_ids: [company] }).id;
    await send("DELETE", `/companies/${company}`);
    expect((await send("GET", `/contacts/${contact}`)).body.companies.total_count).toBe(0);
  });

  test("an unknown company is not found", async () => {
    const { send } = await workspace();
    for (const path of ["/companies/1", "/companies?company_id=1", "/companies?name=One"]) {
      expect(firstError(await send("GET", path)).code).toBe("company_not_found");
    }
  });

  test("lists are numbered pages, and filtered by tag and segment", async () => {
    const { send, sandbox } = await workspace();
    const tag = { id: sandbox.seed.tag().id, applied_at: start, admin_id: "1" };
    const query = { field: "monthly_spend", operator: ">", value: 100 };
    const segment = sandbox.seed.segment({ name: "Big", person_type: "company", query }).id;
    const made = Array.from({ length: 21 }, (_, at) => {
      const tags = at % 2 ? [tag] : [];
      return sandbox.seed.company({ monthly_spend: at * 10, created_at: at, tags }).id;
    });
    // The first company has no contact, so no list returns it.
    sandbox.seed.contact({ company_ids: made.slice(1) });
    const first = (await send("GET", "/companies")).body;
    expect(first).toMatchObject({
      total_count: 20,
      pages: { page: 1, per_page: 15, total_pages: 2 },
    });
    expect(first.data[0].created_at).toBe(20);
    const second = (await send("GET", "/companies?page=2")).body;
    expect(second.data).toHaveLength(5);
    expect(second.pages).toMatchObject({ page: 2, next: null });
    expect((await send("GET", "/companies?page=3")).body.data).toEqual([]);
    expect((await send("GET", `/companies?tag_id=${tag.id}`)).body.total_count).toBe(10);
    const big = (await send("GET", `/companies?segment_id=${segment}`)).body;
    expect(big.total_count).toBe(10);
    const shown = (await send("GET", `/companies/${big.data[0].id}/segments`)).body;
    expect(shown.data).toMatchObject([{ id: segment, name: "Big" }]);
  });

  test("POST /companies/list returns companies with contacts, by their last request", async () => {
    const { send, sandbox } = await workspace();
    const made = [3, 1, 2].map((at) => sandbox.seed.company({ last_request_at: at }).id);
    sandbox.seed.company({ last_request_at: 9 });
    sandbox.seed.contact({ company_ids: made });
    const order = async (query: string) => {
      const { data } = (await send("POST", `/companies/list${query}`)).body;
      return data.map((company: Json) => company.last_request_at);
    };
    expect(await order("")).toEqual([3, 2, 1]);
    expect(await order("?order=asc")).toEqual([1, 2, 3]);
    expect(await order("?per_page=2&page=2")).toEqual([1]);
  });

  test("notes are added to a company", async () => {
    const { send, sandbox } = await workspace();
    const { id } = sandbox.seed.company();
    const made = await send("POST", `/companies/${id}/notes`, { body: "Hello" });
    expect(made.body).toMatchObject({ body: "<p>Hello</p>", company: { type: "company", id } });
    const listed = (await send("GET", `/companies/${id}/notes`)).body;
    expect(listed).toMatchObject({ total_count: 1, data: [{ id: made.body.id }] });
  });
});

describe("scrolling over companies", () => {
  async function scrolling(count: number) {
    const made = await workspace();
    for (let i = 0; i < count; i++) made.sandbox.seed.company();
    const scroll = (parameter?: string) =>
      made.send("GET", `/companies/scroll${parameter ? `?scroll_param=${parameter}` : ""}`);
    return { ...made, scroll };
  }

  test("a scroll returns 100 companies at a time, and ends with an empty page", async () => {
    const { scroll } = await scrolling(230);
    const sizes: number[] = [];
    let parameter: string | undefined;
    do {
      const { body } = await scroll(parameter);
      sizes.push(body.data.length);
      expect(body).toMatchObject({ pages: null, total_count: null });
      parameter = body.scroll_param;
    } while (sizes.at(-1));
    expect(sizes).toEqual([100, 100, 30, 0]);
    expect(firstError(await scroll(parameter)).status).toBe(404);
    expect((await scroll()).status).toBe(200);
  });

  test("a workspace has one scroll at a time, for a minute after it was used", async () => {
    const { scroll, advance, send } = await scrolling(3);
    const { scroll_param } = (await scroll()).body;
    expect(firstError(await scroll())).toEqual({ status: 400, code: "scroll_exists" });
    const other = await send("GET", "/companies/scroll", undefined, { Authorization: "Bearer b" });
    expect(firstError(other)).toEqual({ status: 400, code: "scroll_exists" });
    advance(61);
    expect(firstError(await scroll(scroll_param))).toEqual({ status: 404, code: "not_found" });
    expect((await scroll()).status).toBe(200);
  });
});
