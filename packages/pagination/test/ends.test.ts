import { ConfigError, ResponseError } from "@interkit/core";
import { type ListNotice, walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf, script } from "./support/api.ts";

const cursor = (starting_after: string) => ({ pages: { next: { starting_after } } });

async function expectListError(promise: Promise<unknown>, message: string): Promise<void> {
  const error = await failureOf(promise);
  expect(error).toBeInstanceOf(ResponseError);
  expect(error).toMatchObject({ problem: "list", status: 200 });
  expect((error as Error).message).toContain(message);
}

describe("a list that ends while it counts more items than it returned is an error", () => {
  test.each([
    ["no pages", {}],
    ["pages null", { pages: null }],
    ["pages empty", { pages: {} }],
    ["next without a cursor", { pages: { next: { per_page: 1 } } }],
    ["a cursor null", { pages: { next: { starting_after: null } } }],
    ["a page number below the total", { pages: { page: 1, total_pages: 3, total_count: 350 } }],
  ])("by cursor: %s", async (_, rest) => {
    const { client } = script(
      { data: [1], total_count: 350, ...cursor("a") },
      { data: [2], total_count: 350, ...rest },
    );
    const list = walk(client, "POST /contacts/search", { body: {} });
    await expectListError(all(list), "POST /contacts/search has no next page");
  });

  test.each(["cursor", "url", "scroll", "next-cursor", "page", "body-page"] as const)(
    "%s: null in place of the items",
    async (style) => {
      for (const rest of [{}, { pages: null }, cursor("b")]) {
        const { client } = api(() => ({ data: null, total_count: 350, ...rest }));
        await expectListError(
          all(walk(client, "POST /x", { ...paginationOf(style), body: {} })),
          "POST /x returned null in place of items, although it counts 350 items and returned 0",
        );
      }
    },
  );

  test("by number: an empty page before the last", async () => {
    const { client } = script(
      { data: [1], pages: { page: 1, total_pages: 3 }, total_count: 3 },
      { data: [], pages: { page: 2, total_pages: 3 }, total_count: 3 },
    );
    await expectListError(
      all(walk(client, "GET /companies")),
      "although it counts 3 items and returned 1",
    );
  });

  test("the items that were read before are returned first", async () => {
    const { client } = script({ data: [1, 2], total_count: 3 });
    const read: unknown[] = [];
    await failureOf(
      (async () => {
        for await (const item of walk(client, "GET /contacts")) read.push(item);
      })(),
    );
    expect(read).toEqual([1, 2]);
    const again = script({ data: [1, 2], total_count: 3 });
    expect(await walk(again.client, "GET /contacts").collect({ limit: 2 })).toEqual([1, 2]);
  });

  test.each([
    ["a cursor", { query: { starting_after: "x" } }],
    ["a page", { query: { page: "3" } }],
    ["a cursor in the body", { body: { pagination: { starting_after: "x" } } }],
    ["a page in the body", { body: { page: 3 } }],
  ])("but not when the walk starts in the middle, with %s", async (_, init) => {
    const { client } = script({ data: [1], total_count: 350 });
    expect(await all(walk(client, "POST /contacts/search", init))).toEqual([1]);
  });

  test("but not when its count was lower before: an item was added to a page before the last", async () => {
    const { client } = script(
      {
        data: [3, 2],
        total_count: 3,
        pages: { page: 1, total_pages: 2, next: { starting_after: "2" } },
      },
      { data: [1], total_count: 5, pages: { page: 2, total_pages: 3 } },
    );
    const notices: ListNotice[] = [];
    const onNotice = (notice: ListNotice) => void notices.push(notice);
    expect(await all(walk(client, "GET /contacts", {}, { onNotice }))).toEqual([3, 2, 1]);
    expect(notices).toMatchObject([{ kind: "count" }]);
  });

  test("also when the walk starts with a cursor that is null", async () => {
    const { client } = script({ data: [1], total_count: 350 });
    const body = { pagination: { starting_after: null } };
    await expectListError(all(walk(client, "POST /contacts/search", { body })), "counts 350 items");
  });

  test("but not when the operation does not page at all", async () => {
    const { client } = script({ data: [1], total_count: 2 });
    expect(await all(walk(client, "GET /tags"))).toEqual([1]);
  });
});

describe("a list that returns no new items ends with an error", () => {
  test("new cursors with empty pages", async () => {
    const { client, requests } = api((_, count) => ({
      data: count === 1 ? [1] : [],
      ...cursor(`c${count}`),
    }));
    await expectListError(all(walk(client, "GET /contacts")), "101 empty pages in a row");
    expect(requests).toHaveLength(102);
  });

  test("up to 100 empty pages in a row are no error", async () => {
    const { client } = api((_, count) =>
      count % 90 === 0
        ? { data: [count], ...(count < 270 ? cursor(`c${count}`) : {}) }
        : { data: [], ...cursor(`c${count}`) },
    );
    expect(await all(walk(client, "GET /contacts"))).toEqual([90, 180, 270]);
  });

  test("page numbers that are repeated with the same items", async () => {
    const { client, requests } = api(({ query }) => ({
      data: [{ id: "1" }, { id: "2" }],
      pages: { page: Number(query["page"] ?? 1), total_pages: 1_000_000 },
    }));
    await expectListError(
      all(walk(client, "GET /companies", {}, { prefetch: 0 })),
      "that it had returned before",
    );
    expect(requests).toHaveLength(4);
  });

  test("new cursors with two pages that alternate", async () => {
    const { client, requests } = api((_, count) => ({ data: [count % 2], ...cursor(`c${count}`) }));
    await expectListError(all(walk(client, "GET /contacts")), "that it had returned before");
    expect(requests.length).toBeLessThan(10);
  });

  test("a page that comes twice is no error", async () => {
    const { client } = script(
      { data: [1, 2], ...cursor("a") },
      { data: [1, 2], ...cursor("b") },
      { data: [3], pages: { next: null } },
    );
    expect(await all(walk(client, "GET /contacts"))).toEqual([1, 2, 1, 2, 3]);
  });

  test.each([
    ["by cursor", (n: number) => ({ page: n, next: { starting_after: `c${n}` } })],
    ["by number", (n: number) => ({ page: n, total_pages: 3 })],
  ])("a page that comes twice under two page numbers is no error: %s", async (_, pagesFor) => {
    const { client } = script(
      { data: [1, 2], pages: pagesFor(1) },
      { data: [1, 2], pages: pagesFor(2) },
      { data: [3], pages: { page: 3, total_pages: 3, next: null } },
    );
    expect(await all(walk(client, "GET /contacts"))).toEqual([1, 2, 1, 2, 3]);
  });

  test("pages that differ only in their last item are no error", async () => {
    const pages = [1, 2, 3, 4, 5];
    const { client } = api((_, count) => ({
      data: ["a", "b", count],
      pages: { next: count < pages.length ? { starting_after: `c${count}` } : null },
    }));
    expect(await all(walk(client, "GET /contacts"))).toEqual(pages.flatMap((n) => ["a", "b", n]));
  });
});

describe("an option in the wrong argument is refused", () => {
  const { client, requests } = script();

  test.each([
    [{ signal: AbortSignal.abort() }, {}, 'may not have "signal"; pass it in the options'],
    [{ headers: {} }, {}, 'may not have "headers"; pass it in the options'],
    [{ per_page: 5 }, {}, 'may not have "per_page"; it may have path, query, body, facts'],
    [{}, { per_page: 5 }, 'options may not have "per_page"; they may have signal, timeoutMs'],
    [{}, { parseAs: "text" }, 'options may not have "parseAs"'],
    ["x", {}, "the init must be an object"],
  ])("%o %o", (init, options, message) => {
    const call = () => walk(client, "GET /contacts", init as object, options as object);
    expect(call).toThrow(ConfigError);
    expect(call).toThrow(message);
    expect(requests).toEqual([]);
  });
});

function paginationOf(style: "cursor" | "url" | "scroll" | "next-cursor" | "page" | "body-page") {
  return { facts: { pagination: { style, items: "data" } } };
}
