import { describe, expect, test } from "vitest";
import { firstError, type Json, workspace } from "./support/workspace.ts";

/** `pages` of the first page of a list and of the last. */
async function pagesOf(version: string, path: string) {
  const { sandbox, url, send } = await workspace(version, { seed: "acme" });
  await sandbox.ready;
  const join = path.includes("?") ? "&" : "?";
  const first = await send("GET", `${path}${join}per_page=1&page=1`);
  const { total_pages } = first.body.pages;
  const last = await send("GET", `${path}${join}per_page=1&page=${total_pages}`);
  return { url, send, first: first.body.pages, last: last.body.pages };
}

describe("pages.next", () => {
  test("is the URL of the next page where pages have numbers, at the host of the request", async () => {
    for (const [path, end] of [
      ["/articles", undefined],
      ["/help_center/collections", undefined],
      ["/companies", null],
      ["/admins/activity_logs?created_at_after=1", null],
    ] as const) {
      const { url, send, first, last } = await pagesOf("2.11", path);
      const next = new URL(first.next);
      expect(next.origin).toBe(url);
      expect(next.searchParams.get("page")).toBe("2");
      expect((await send("GET", next.pathname + next.search)).body.pages.page).toBe(2);
      expect(last.next, path).toBe(end);
      expect("next" in last, path).toBe(end === null);
    }
  });

  test("is a cursor elsewhere, and missing on the last page except for macros", async () => {
    const { sandbox, send } = await workspace("2.16");
    for (const name of ["a", "b"]) {
      sandbox.seed.contact({ name });
      sandbox.seed.macro({ name });
    }
    for (const [path, hasEnd] of [
      ["/contacts", false],
      ["/macros", true],
    ] as const) {
      const first = await send("GET", `${path}?per_page=1`);
      const { starting_after } = first.body.pages.next;
      const last = await send("GET", `${path}?per_page=1&starting_after=${starting_after}`);
      expect(last.body.data).toHaveLength(1);
      expect("next" in last.body.pages).toBe(hasEnd);
    }
  });

  test("is null where the page number is in the body", async () => {
    const { sandbox, send } = await workspace("2.16");
    for (const _ of [1, 2]) sandbox.seed.activityLog({ activity_type: "admin_login_success" });
    const body = { created_at_after: 1, per_page: 1 };
    const got = await send("POST", "/admins/activity_logs/search", body);
    expect(got.body.pages).toMatchObject({ next: null, page: 1, total_pages: 2 });
  });
});

describe("page numbers", () => {
  const titles = ({ body }: { body: Json }) => body.data.map(({ title }: Json) => title);

  test("may be 0, which has the items of page 1 and is followed by it", async () => {
    const { send } = await workspace("2.11");
    await send("POST", "/articles", { title: "First steps", author_id: 1 });
    const zero = await send("GET", "/articles?page=0&per_page=100");
    expect(titles(zero)).toEqual(["First steps"]);
    expect(zero.body.pages).toMatchObject({ page: 0, per_page: 100, total_pages: 1 });
    expect(new URL(zero.body.pages.next).searchParams.get("page")).toBe("1");
    expect((await send("GET", "/articles?page=-1")).status).toBe(400);
    await send("POST", "/articles", { title: "Next steps", author_id: 1 });
    const [none, first] = await Promise.all(
      [0, 1].map((page) => send("GET", `/articles?page=${page}&per_page=1`)),
    );
    expect(titles(none as typeof zero)).toHaveLength(1);
    expect(titles(none as typeof zero)).toEqual(titles(first as typeof zero));
  });

  test("below 1 are read as 1 in searches of content", async () => {
    const { send } = await workspace("2.16");
    for (const page of [0, -7]) {
      const { body } = await send("GET", `/content/search?page=${page}`);
      expect(body.pages.page).toBe(1);
    }
  });

  test("are accepted in addition to cursors in 2.11, for contacts and those of a company", async () => {
    const { sandbox, send } = await workspace("2.11");
    for (const name of ["a", "b", "c"]) sandbox.seed.contact({ name });
    const names = ({ body }: { body: Json }) => body.data.map(({ name }: Json) => name);
    const first = await send("GET", "/contacts?per_page=2&page=1");
    const second = await send("GET", "/contacts?per_page=2&page=2");
    expect([...names(first), ...names(second)].sort()).toEqual(["a", "b", "c"]);
    const { starting_after } = first.body.pages.next;
    const byCursor = await send("GET", `/contacts?per_page=2&starting_after=${starting_after}`);
    expect(names(byCursor)).toEqual(names(second));
  });
});

describe("beyond 10,000", () => {
  test.each([
    ["GET", "/companies"],
    ["POST", "/companies/list"],
  ])("%s %s is refused and names the scroll, however many there are", async (method, path) => {
    const { send } = await workspace("2.16");
    expect((await send(method, `${path}?page=200&per_page=50`)).status).toBe(200);
    const refused = await send(method, `${path}?page=201&per_page=50`);
    expect(firstError(refused)).toEqual({ status: 400, code: "bad_request" });
    expect(refused.body.errors[0].message).toBe("page limit reached, please use scroll API");
  });

  test("external pages are refused too, and other lists continue", async () => {
    const { send } = await workspace("2.16");
    const refused = await send("GET", "/ai/external_pages?page=67&per_page=150");
    expect(firstError(refused)).toEqual({ status: 400, code: "bad_request" });
    expect((await send("GET", "/ai/external_pages?page=66&per_page=150")).status).toBe(200);
    expect((await send("GET", "/articles?page=201&per_page=50")).status).toBe(200);
  });
});
