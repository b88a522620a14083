import { walk, walkWithFacts } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, script } from "./support/api.ts";

const cursor = (starting_after: string | null) => ({ pages: { next: { starting_after } } });
const numbered = (page: number, total_pages: number) => ({ pages: { page, total_pages } });

describe("a list continues", () => {
  test("with a cursor in the query", async () => {
    const { client, requests } = script(
      { data: ["a", "b"], ...cursor("x") },
      { data: ["c"], pages: { type: "pages", next: null } },
    );
    const query = { per_page: 2, include_merge_history: true };
    expect(await all(walk(client, "GET /contacts", { query }))).toEqual(["a", "b", "c"]);
    expect(requests.map(({ search }) => search)).toEqual([
      "per_page=2&include_merge_history=true",
      "per_page=2&include_merge_history=true&starting_after=x",
    ]);
  });

  test("with a cursor in the body, sending query and sort again", async () => {
    const { client, requests } = script(
      { data: ["a"], ...cursor("x") },
      { data: ["b"], pages: null },
    );
    const body = {
      query: { field: "email", operator: "~", value: "@example.com" },
      sort: { field: "created_at", order: "descending" },
      pagination: { per_page: 1 },
    };
    expect(await all(walk(client, "POST /contacts/search", { body }))).toEqual(["a", "b"]);
    expect(requests.map((request) => request.body)).toEqual([
      body,
      { ...body, pagination: { per_page: 1, starting_after: "x" } },
    ]);
  });

  test("with page numbers, and requests no page after the last", async () => {
    const { client, requests } = script(
      { data: ["a", "b"], ...numbered(1, 2) },
      { data: ["c"], ...numbered(2, 2) },
    );
    expect(await all(walk(client, "GET /companies", { query: { per_page: 2 } }))).toHaveLength(3);
    expect(requests.map(({ search }) => search)).toEqual(["per_page=2", "per_page=2&page=2"]);
  });

  test("with page numbers, from the page of the first request", async () => {
    const { client, requests } = script(
      { data: ["d"], ...numbered(4, 5) },
      { data: ["e"], ...numbered(5, 5) },
    );
    expect(await all(walk(client, "GET /companies", { query: { page: 4 } }))).toEqual(["d", "e"]);
    expect(requests.map(({ search }) => search)).toEqual(["page=4", "page=5"]);
  });

  test("with page numbers of a POST, which go into the query", async () => {
    const { client, requests } = script(
      { data: ["a"], ...numbered(1, 2) },
      { data: ["b"], ...numbered(2, 2) },
    );
    expect(await all(walk(client, "POST /companies/list"))).toEqual(["a", "b"]);
    expect(requests[1]).toMatchObject({ search: "page=2", body: undefined });
  });

  test("with page numbers in the body, where next is null on every page", async () => {
    const pages = (page: number) => ({ pages: { page, total_pages: 2, next: null } });
    const { client, requests } = script(
      { activity_logs: ["a"], ...pages(1) },
      { activity_logs: ["b"], ...pages(2) },
    );
    const list = walk(client, "POST /admins/activity_logs/search", {
      body: { created_at_after: 1, per_page: 1 },
      facts: { pagination: { style: "body-page", items: "activity_logs" } },
    });
    expect(await all(list)).toEqual(["a", "b"]);
    expect(requests[1]?.body).toEqual({ created_at_after: 1, per_page: 1, page: 2 });
  });

  test("with a URL, of which only the query is used", async () => {
    const next = "http://api.intercom.io/events?user_id=7&type=user&before=1500";
    const { client, requests } = script(
      { events: ["a"], pages: { next } },
      { events: [], pages: { next: "/events?user_id=7&type=user&before=1400" } },
      { events: ["b"], pages: { since: "https://api.intercom.io/events?since=1" } },
    );
    const list = walk(client, "GET /events", {
      query: { type: "user", filter: { user_id: "7" }, per_page: 1 },
      facts: { pagination: { style: "url", items: "events" } },
    });
    expect(await all(list)).toEqual(["a", "b"]);
    expect(requests.map(({ path, query }) => [path, query])).toEqual([
      ["/events", { type: "user", user_id: "7", per_page: "1" }],
      ["/events", { type: "user", user_id: "7", per_page: "1", before: "1500" }],
      ["/events", { type: "user", user_id: "7", per_page: "1", before: "1400" }],
    ]);
  });

  test("with a URL that has a parameter more than once", async () => {
    const next = "https://api.intercom.io/events?type=user&name=a&name=b";
    const { client, requests } = script(
      { events: [1], pages: { next } },
      { events: [2], pages: {} },
    );
    expect(await all(walk(client, "GET /events"))).toEqual([1, 2]);
    expect(requests[1]?.search).toBe("type=user&name=a&name=b");
  });

  test("with a scroll, whose parameter stays the same, until a page is empty", async () => {
    const { client, requests } = script(
      { data: ["a"], scroll_param: "s" },
      { data: ["b"], scroll_param: "s" },
      { data: [], scroll_param: "s" },
    );
    expect(await all(walk(client, "GET /companies/scroll"))).toEqual(["a", "b"]);
    expect(requests.map(({ search }) => search)).toEqual(["", "scroll_param=s", "scroll_param=s"]);
  });

  test("with next_cursor, as long as has_more is true", async () => {
    const { client, requests } = script(
      { data: ["a"], next_cursor: "n", has_more: true },
      { data: ["b"], next_cursor: "m", has_more: false },
    );
    const list = walk(client, "GET /contacts/{contact_id}/merge_history", {
      path: { contact_id: "1" },
    });
    expect(await all(list)).toEqual(["a", "b"]);
    expect(requests.map(({ path, search }) => [path, search])).toEqual([
      ["/contacts/1/merge_history", ""],
      ["/contacts/1/merge_history", "cursor=n"],
    ]);
  });

  test.each([
    ["url", { pages: { next: {} } }],
    ["url", { pages: { next: "https://api.intercom.io/x" } }],
    ["scroll", {}],
    ["scroll", { scroll_param: null }],
    ["scroll", { scroll_param: "" }],
    ["next-cursor", {}],
    ["next-cursor", { has_more: true, next_cursor: null }],
    ["next-cursor", { has_more: true, next_cursor: "" }],
  ] as const)("not at all where the style %s has no next page: %j", async (style, rest) => {
    const { client, requests } = script({ data: ["a"], ...rest });
    const list = walk(client, "GET /x", { facts: { pagination: { style, items: "data" } } });
    expect(await all(list)).toEqual(["a"]);
    expect(requests).toHaveLength(1);
  });

  test("not at all where an operation does not page", async () => {
    const { client, requests } = script({ data: ["a", "b"], ...numbered(1, 9) });
    const list = walk(client, "GET /contacts/{contact_id}/tags", { path: { contact_id: "1" } });
    expect(await all(list)).toEqual(["a", "b"]);
    expect(requests).toHaveLength(1);
  });
});

test("walkWithFacts reads a list by the facts that it is given, and by no others", async () => {
  const { client } = script({ data: ["a"], next_cursor: "n", has_more: true }, { data: ["b"] });
  const facts = { pagination: { style: "next-cursor", items: "data" } } as const;
  expect(await all(walkWithFacts(client, "GET /contacts", { facts }))).toEqual(["a", "b"]);
  expect(() => walkWithFacts(client, "GET /contacts")).toThrow(
    '"GET /contacts" needs the facts of a list in its init',
  );
});

describe("the items", () => {
  test("may be inside another object", async () => {
    const { client } = script({ type: "list", data: { articles: ["a"] }, ...numbered(1, 1) });
    const pagination = { style: "page", items: "data.articles" } as const;
    expect(await all(walk(client, "GET /articles/search", { facts: { pagination } }))).toEqual([
      "a",
    ]);
  });

  test.each([{ data: null }, { data: null, pages: null }, { total_count: 0 }])(
    "may be missing: %j",
    async (response) => {
      const { client } = script(response);
      expect(await all(walk(client, "GET /contacts"))).toEqual([]);
    },
  );
});
