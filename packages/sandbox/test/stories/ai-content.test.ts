import { describe, expect, test } from "vitest";
import { firstError, type Json, start, workspace } from "../support/workspace.ts";

const sources = "/ai/content_import_sources";
const pages = "/ai/external_pages";

async function withSource() {
  const made = await workspace();
  const input = { sync_behavior: "api", url: "https://www.example.com" };
  const source = (await made.send("POST", sources, input)).body;
  const page = (external_id: string, more: object = {}) =>
    made.send("POST", pages, {
      title: "Engines",
      html: "<h1>Engines</h1>",
      locale: "en",
      url: `https://www.example.com/${external_id}`,
      source_id: source.id,
      external_id,
      ...more,
    });
  return { ...made, source, page };
}

describe("content import sources", () => {
  test("a source is created, read, updated and deleted, with a numeric id", async () => {
    const { send, source, advance } = await withSource();
    expect(source).toMatchObject({ sync_behavior: "api", status: "active", created_at: start });
    expect(source.id).toBeTypeOf("number");
    const path = `${sources}/${source.id}`;
    expect((await send("GET", path)).body).toEqual(source);
    advance(5);
    const input = {
      sync_behavior: "api",
      url: "https://www.example.com/v2",
      status: "deactivated",
    };
    expect((await send("PUT", path, input)).body).toMatchObject({
      status: "deactivated",
      updated_at: start + 5,
    });
    const gone = await send("DELETE", path);
    expect([gone.status, gone.body]).toEqual([204, undefined]);
    expect(firstError(await send("GET", path))).toEqual({ status: 404, code: "not_found" });
  });

  test("the sync behaviour of a source cannot change from or to api", async () => {
    const { send, source } = await withSource();
    const change = { sync_behavior: "manual", url: source.url };
    const refused = await send("PUT", `${sources}/${source.id}`, change);
    expect(firstError(refused)).toEqual({ status: 400, code: "parameter_invalid" });
    const made = { sync_behavior: "manual", url: source.url };
    expect((await send("POST", sources, made)).status).toBe(400);
  });

  test("sources are listed in numbered pages, oldest first", async () => {
    const { send } = await withSource();
    for (let i = 0; i < 3; i++) {
      await send("POST", sources, { sync_behavior: "api", url: `https://www.example.com/${i}` });
    }
    const { body } = await send("GET", `${sources}?per_page=3`);
    expect(body).toMatchObject({ total_count: 4, pages: { page: 1, total_pages: 2 } });
    expect(body.data.map(({ id }: Json) => id)).toEqual([1, 2, 3]);
    const next = new URL(body.pages.next);
    const second = await send("GET", next.pathname + next.search);
    expect(second.body).toMatchObject({ pages: { page: 2 }, data: [{ id: 4 }] });
    expect(second.body.pages).not.toHaveProperty("next");
  });

  test("deleting a source deletes its pages", async () => {
    const { send, source, page } = await withSource();
    const { id } = (await page("1")).body;
    await send("DELETE", `${sources}/${source.id}`);
    expect((await send("GET", `${pages}/${id}`)).status).toBe(404);
  });
});

describe("external pages", () => {
  test("the same source and external id update the existing page", async () => {
    const { send, page, advance } = await withSource();
    const first = (await page("1")).body;
    advance(5);
    const second = (await page("1", { title: "Machines" })).body;
    expect(second).toMatchObject({ id: first.id, title: "Machines", created_at: start });
    expect(second.last_ingested_at).toBe(start + 5);
    expect((await page("2")).body.id).not.toBe(first.id);
    const listed = (await send("GET", pages)).body;
    expect(listed.data.map(({ external_id }: Json) => external_id)).toEqual(["2", "1"]);
  });

  test("a page is read, updated and deleted", async () => {
    const { send, page, source } = await withSource();
    const made = (await page("1")).body;
    const path = `${pages}/${made.id}`;
    expect((await send("GET", path)).body).toEqual(made);
    const input = { title: "M", html: "<p>M</p>", locale: "en", source_id: source.id };
    const incomplete = await send("PUT", path, input);
    expect(incomplete.body.errors[0]).toMatchObject({ code: "parameter_not_found", field: "url" });
    const changed = await send("PUT", path, { ...input, url: "https://www.example.com/m" });
    expect(changed.body).toMatchObject({ title: "M", external_id: "1", source_id: source.id });
    expect((await send("DELETE", path)).body).toMatchObject({ id: made.id, html: "" });
    expect((await send("GET", path)).status).toBe(404);
  });

  test.each(["2.17", "Preview"])(
    "in %s, a source and an external id find one page together",
    async (version) => {
      const { send, page, source } = await withSource();
      const { id } = (await page("1")).body;
      await page("2");
      const other = { sync_behavior: "api", url: "https://other.example.com" };
      const second = (await send("POST", sources, other)).body.id;
      await page("1", { source_id: second });
      const found = async (query: string) => {
        const { body } = await send("GET", `${pages}?${query}`, undefined, {
          "Intercom-Version": version,
        });
        return body.errors?.[0].field ?? [body.total_count, body.data.map((one: Json) => one.id)];
      };
      expect(await found(`source_id=${source.id}&external_id=1`)).toEqual([1, [id]]);
      expect(await found(`source_id=${source.id}&external_id=404`)).toEqual([0, []]);
      expect(await found("source_id=404&external_id=1")).toEqual([0, []]);
      expect(await found(`source_id=${source.id}`)).toBe("external_id");
      expect(await found("external_id=1")).toBe("source_id");
    },
  );

  test("in 2.16, a list of pages ignores both", async () => {
    const { send, page, source } = await withSource();
    await page("1");
    await page("2");
    const query = `source_id=${source.id}&external_id=1`;
    expect((await send("GET", `${pages}?${query}`)).body.total_count).toBe(2);
  });

  test("a page requires an existing source", async () => {
    const { page } = await withSource();
    expect(firstError(await page("1", { source_id: 404 }))).toEqual({
      status: 404,
      code: "not_found",
    });
  });
});
