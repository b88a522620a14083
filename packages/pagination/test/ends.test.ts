import { ConfigError, ResponseError } from "@interkit/core";
import { walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf, script } from "./support/api.ts";

const cursor = (starting_after: string) => ({ pages: { next: { starting_after } } });

async function refused(promise: Promise<unknown>, words: string): Promise<void> {
  const error = await failureOf(promise);
  expect(error).toBeInstanceOf(ResponseError);
  expect(error).toMatchObject({ problem: "list", status: 200 });
  expect((error as Error).message).toContain(words);
}

describe("a list does not end in silence while it counts more items than it gave", () => {
  test.each([
    ["no pages", {}],
    ["pages null", { pages: null }],
    ["pages empty", { pages: {} }],
    ["next without a cursor", { pages: { next: { per_page: 1 } } }],
    ["a cursor null", { pages: { next: { starting_after: null } } }],
    ["a page of more", { pages: { page: 1, total_pages: 3, total_count: 350 } }],
  ])("by cursor: %s", async (_, rest) => {
    const { client } = script(
      { data: [1], total_count: 350, ...cursor("a") },
      { data: [2], total_count: 350, ...rest },
    );
    const list = walk(client, "POST /contacts/search", { body: {} });
    await refused(all(list), "POST /contacts/search says nothing of a next page");
  });

  test.each(["cursor", "url", "scroll", "next-cursor", "page", "body-page"] as const)(
    "%s: null in place of the items",
    async (style) => {
      for (const rest of [{}, { pages: null }, cursor("b")]) {
        const { client } = api(() => ({ data: null, total_count: 350, ...rest }));
        await refused(
          all(walk(client, "POST /x", { ...as(style), body: {} })),
          "POST /x gave null in place of items, though it counts 350 items and gave 0",
        );
      }
    },
  );

  test("by number: an empty page before the last", async () => {
    const { client } = script(
      { data: [1], pages: { page: 1, total_pages: 3 }, total_count: 3 },
      { data: [], pages: { page: 2, total_pages: 3 }, total_count: 3 },
    );
    await refused(all(walk(client, "GET /companies")), "though it counts 3 items and gave 1");
  });

  test("gives what was read before it fails", async () => {
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
  ])("unless it was begun in the middle, with %s", async (_, init) => {
    const { client } = script({ data: [1], total_count: 350 });
    expect(await all(walk(client, "POST /contacts/search", init))).toEqual([1]);
  });

  test("also where it was begun with a cursor that is null", async () => {
    const { client } = script({ data: [1], total_count: 350 });
    const body = { pagination: { starting_after: null } };
    await refused(all(walk(client, "POST /contacts/search", { body })), "counts 350 items");
  });

  test("unless it does not page at all", async () => {
    const { client } = script({ data: [1], total_count: 2 });
    expect(await all(walk(client, "GET /tags"))).toEqual([1]);
  });
});

describe("a list that gives nothing new ends with an error", () => {
  test("fresh cursors over empty pages", async () => {
    const { client, asked } = api((_, turn) => ({
      data: turn === 1 ? [1] : [],
      ...cursor(`c${turn}`),
    }));
    await refused(all(walk(client, "GET /contacts")), "101 empty pages in a row");
    expect(asked).toHaveLength(102);
  });

  test("empty pages that are not too many are walked through", async () => {
    const { client } = api((_, turn) =>
      turn % 90 === 0
        ? { data: [turn], ...(turn < 270 ? cursor(`c${turn}`) : {}) }
        : { data: [], ...cursor(`c${turn}`) },
    );
    expect(await all(walk(client, "GET /contacts"))).toEqual([90, 180, 270]);
  });

  test("page numbers that are echoed with the same items", async () => {
    const { client, asked } = api(({ query }) => ({
      data: [{ id: "1" }, { id: "2" }],
      pages: { page: Number(query["page"] ?? 1), total_pages: 1_000_000 },
    }));
    await refused(all(walk(client, "GET /companies")), "that it had given before");
    expect(asked).toHaveLength(4);
  });

  test("fresh cursors over pages that take turns", async () => {
    const { client, asked } = api((_, turn) => ({ data: [turn % 2], ...cursor(`c${turn}`) }));
    await refused(all(walk(client, "GET /contacts")), "that it had given before");
    expect(asked.length).toBeLessThan(10);
  });

  test("a page that comes twice does not end it", async () => {
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
  ])("a page that comes twice, with a number of its own, does not end it: %s", async (_, told) => {
    const { client } = script(
      { data: [1, 2], pages: told(1) },
      { data: [1, 2], pages: told(2) },
      { data: [3], pages: { page: 3, total_pages: 3, next: null } },
    );
    expect(await all(walk(client, "GET /contacts"))).toEqual([1, 2, 1, 2, 3]);
  });

  test("pages that differ in their last item alone do not end it", async () => {
    const pages = [1, 2, 3, 4, 5];
    const { client } = api((_, turn) => ({
      data: ["a", "b", turn],
      pages: { next: turn < pages.length ? { starting_after: `c${turn}` } : null },
    }));
    expect(await all(walk(client, "GET /contacts"))).toEqual(pages.flatMap((n) => ["a", "b", n]));
  });
});

describe("what stands in the wrong place is refused", () => {
  const { client, asked } = script();

  test.each([
    [{ signal: AbortSignal.abort() }, {}, 'take no "signal"; give it in the options'],
    [{ headers: {} }, {}, 'take no "headers"; give it in the options'],
    [{ per_page: 5 }, {}, 'take no "per_page"; what they take is path, query, body, pagination'],
    [{}, { per_page: 5 }, 'options take no "per_page"; what they take is signal, timeoutMs'],
    [{}, { parseAs: "text" }, 'options take no "parseAs"'],
    ["x", {}, "the init must be an object"],
  ])("%o %o", (init, options, words) => {
    const call = () => walk(client, "GET /contacts", init as object, options as object);
    expect(call).toThrow(ConfigError);
    expect(call).toThrow(words);
    expect(asked).toEqual([]);
  });
});

function as(style: "cursor" | "url" | "scroll" | "next-cursor" | "page" | "body-page") {
  return { pagination: { style, items: "data" } };
}
