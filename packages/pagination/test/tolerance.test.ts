import { ResponseError } from "@interkit/core";
import { walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf, script } from "./support/api.ts";

describe("a cursor list", () => {
  test.each([
    ["an object", { type: "pages", next: { per_page: 1, starting_after: "x=" } }],
    ["a URL", { next: "https://api.intercom.io/contacts?per_page=1&starting_after=x%3D" }],
    ["a URL of another region", { next: "http://api.eu.intercom.io/?starting_after=x%3D" }],
    ["a path", { next: "/contacts?starting_after=x%3D" }],
    ["a query", { next: "?starting_after=x%3D" }],
    ["a cursor without a URL", { next: "x=" }],
  ])("continues when next is %s", async (_, pages) => {
    const { client, requests } = script({ data: [1], pages }, { data: [2] });
    expect(await all(walk(client, "GET /contacts"))).toEqual([1, 2]);
    expect(requests.map(({ path, search }) => [path, search])).toEqual([
      ["/contacts", ""],
      ["/contacts", "starting_after=x%3D"],
    ]);
  });

  test("uses a cursor without a URL that contains a slash or a question mark", async () => {
    const { client, requests } = script({ data: [1], pages: { next: "a/b?c=" } }, { data: [2] });
    expect(await all(walk(client, "GET /contacts"))).toEqual([1, 2]);
    expect(requests[1]?.query).toEqual({ starting_after: "a/b?c=" });
  });

  test.each([
    ["no pages", {}],
    ["pages null", { pages: null }],
    ["pages empty", { pages: {} }],
    ["no next", { pages: { type: "pages", page: 1, per_page: 1, total_pages: 1 } }],
    ["next null", { pages: { next: null, page: 1, total_pages: 2 } }],
    ["next empty", { pages: { next: "", page: 1, total_pages: 2 } }],
    ["next without a cursor", { pages: { next: { per_page: 1 } } }],
    ["a cursor null", { pages: { next: { starting_after: null } } }],
    ["a cursor empty", { pages: { next: { starting_after: "" } } }],
    ["has_more false and a total that is higher", { has_more: false, total_count: 9 }],
    ["next null and a total that is higher", { pages: { next: null }, total_count: 9 }],
    ["all pages counted and a total that is higher", { page: 1, total_pages: 1, total_count: 9 }],
    ["as many items as it counts", { total_count: 1 }],
  ])("ends with %s", async (_, rest) => {
    const { client, requests } = script({ data: [1], ...rest });
    expect(await all(walk(client, "GET /contacts"))).toEqual([1]);
    expect(requests).toHaveLength(1);
  });

  test("continues after an empty page", async () => {
    const next = (starting_after: string) => ({ pages: { next: { starting_after } } });
    const { client } = script(
      { data: [], ...next("a") },
      { data: [], ...next("b") },
      { data: [1] },
    );
    expect(await all(walk(client, "GET /contacts"))).toEqual([1]);
  });

  test("uses page numbers where the operation counts pages and returns no cursor", async () => {
    const counted = (page: number) => ({ data: [page], pages: { page, total_pages: 3 } });
    const { client, requests } = script(counted(1), counted(2), counted(3));
    const list = walk(client, "GET /companies/{company_id}/contacts", {
      path: { company_id: "1" },
    });
    expect(await all(list)).toEqual([1, 2, 3]);
    expect(requests.map(({ search }) => search)).toEqual(["", "page=2", "page=3"]);
  });

  test("does not change to page numbers once it used a cursor", async () => {
    const pages = { page: 1, total_pages: 9 };
    const { client, requests } = script(
      { data: [1], pages: { ...pages, next: { starting_after: "a" } } },
      { data: [2], pages },
    );
    expect(await all(walk(client, "GET /contacts"))).toEqual([1, 2]);
    expect(requests).toHaveLength(2);
  });
});

describe("a numbered list", () => {
  test.each([
    ["counters in pages", { pages: { page: 1, per_page: 1, total_pages: 2 } }],
    ["counters as text", { pages: { page: "1", total_pages: "12" } }],
    ["a page null", { pages: { page: null, total_pages: 2 } }],
    ["counters beside the items", { page: 1, per_page: 1, total_pages: 2, total_count: 2 }],
    ["a count of all items", { per_page: 1, total_count: 2 }],
    ["a count of all items in pages", { pages: { per_page: 1, total_count: 2 } }],
    ["next as a URL", { pages: { next: "https://api.intercom.io/companies?per_page=1&page=2" } }],
    ["next as an object", { pages: { next: { page: 2 }, total_pages: 2 } }],
  ])("continues with %s", async (_, rest) => {
    const { client, requests } = script({ data: [1], ...rest }, { data: [] });
    expect(await all(walk(client, "GET /companies", {}, { prefetch: 0 }))).toEqual([1]);
    expect(requests.map(({ search }) => search)).toEqual(["", "page=2"]);
  });

  test.each([
    [
      "the last page, although it has a next",
      { pages: { page: 1, total_pages: 1, next: "/a?page=2" } },
    ],
    ["next null", { pages: { page: 1, total_pages: 9, next: null } }],
    ["no counters and no next", {}],
    ["pages null", { pages: null }],
    ["no pages in all", { pages: { page: 1, total_pages: 0 } }],
    ["counters that are signed text", { pages: { page: 1, total_pages: "+2" } }],
    ["counters that are text with a fraction", { pages: { page: 1, total_pages: "2.0" } }],
    ["counters in lists", { pages: { page: 1, total_pages: [2] } }],
    ["as many items as there are", { pages: null, total_count: 1 }],
  ])("ends with %s", async (_, rest) => {
    const { client, requests } = script({ data: [1], ...rest });
    expect(await all(walk(client, "GET /companies"))).toEqual([1]);
    expect(requests).toHaveLength(1);
  });

  test.each([
    ["of the request", { page: 2, per_page: 2 }, {}],
    ["of the response", { page: 2 }, { per_page: 2 }],
  ])("ends with a last page that is shorter than the per_page %s", async (_, query, rest) => {
    const { client, requests } = script({ data: [3], total_count: 3, ...rest });
    expect(await all(walk(client, "GET /companies", { query }))).toEqual([3]);
    expect(requests).toHaveLength(1);
  });

  test("continues where no response has its own page number", async () => {
    const { client } = script(
      { data: [1], pages: { total_pages: 2 } },
      { data: [2], pages: { total_pages: 2 } },
    );
    expect(await all(walk(client, "GET /companies"))).toEqual([1, 2]);
  });

  test("ends with an empty page", async () => {
    const { client, requests } = script({ data: [], pages: { page: 1, total_pages: 9 } });
    expect(await all(walk(client, "GET /companies"))).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  test("uses page numbers, also where a response has a cursor", async () => {
    const next = { starting_after: "a" };
    const { client, requests } = script(
      { data: [1], pages: { page: 1, total_pages: 2, next } },
      { data: [2], pages: { page: 2, total_pages: 2 } },
    );
    expect(await all(walk(client, "GET /companies"))).toEqual([1, 2]);
    expect(requests.map(({ search }) => search)).toEqual(["", "page=2"]);
  });

  test("uses the cursor where a response has no counters", async () => {
    const pages = { next: { starting_after: "a" } };
    const { client, requests } = script({ data: [1], pages }, { data: [2] });
    expect(await all(walk(client, "GET /companies"))).toEqual([1, 2]);
    expect(requests.map(({ search }) => search)).toEqual(["", "starting_after=a"]);
  });
});

describe("a list that would never end", () => {
  const endless = async (route: string, response: unknown) => {
    const { client, requests } = api(() => response);
    const error = await failureOf(
      all(walk(client, route, { path: { contact_id: "1" }, body: {} }, { prefetch: 0 })),
    );
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ kind: "response", problem: "list", status: 200 });
    expect((error as Error).message).toContain(route);
    return { requests, message: (error as Error).message };
  };

  test("ends with an error: a cursor that repeats", async () => {
    const response = { data: [1], pages: { next: { starting_after: "a" } } };
    const { requests, message } = await endless("POST /contacts/search", response);
    expect(message).toContain("has a loop");
    expect(requests).toHaveLength(2);
  });

  test("ends with an error: two cursors that alternate", async () => {
    const { client } = api((_, count) => ({
      data: [count],
      pages: { next: { starting_after: count % 2 ? "a" : "b" } },
    }));
    const error = await failureOf(all(walk(client, "GET /contacts")));
    expect(error).toMatchObject({ problem: "list" });
  });

  test("ends with an error: page numbers that the operation ignores", async () => {
    const response = { data: [{ id: 1 }], pages: { page: 1, total_pages: 9 } };
    expect((await endless("POST /companies/list", response)).requests).toHaveLength(2);
  });

  test("ends with an error: page numbers that a cursor list ignores", async () => {
    const response = { data: [{ id: 1 }], pages: { page: 1, total_pages: 9 } };
    const { requests, message } = await endless("POST /contacts/search", response);
    expect(message).toContain("ignores page numbers");
    expect(requests).toHaveLength(2);
  });
});

describe("a response without a list", () => {
  test.each([[], "x"])("is an error of the transport: %j", async (response) => {
    const { client } = script(response);
    const error = await failureOf(all(walk(client, "GET /contacts")));
    expect(error).toMatchObject({ kind: "response", status: 200 });
  });

  test.each([
    {},
    { data: {} },
    { data: "x" },
    { data: "x", total_count: 0 },
    { contacts: [] },
    { contacts: [], total_count: 3 },
  ])("is an error: %j", async (response) => {
    const { client } = script(response);
    const error = await failureOf(all(walk(client, "GET /contacts")));
    expect(error).toMatchObject({ kind: "response", problem: "list" });
    expect((error as Error).message).toContain('no list at "data"');
  });
});
