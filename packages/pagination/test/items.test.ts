import { ConfigError } from "@interkit/core";
import { expand, type Progress, paginate, walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf, tenContacts } from "./support/api.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function list() {
  return walk(tenContacts().client, "GET /contacts");
}

describe("first", () => {
  test("returns the first item, with one request", async () => {
    const { client, requests } = tenContacts();
    expect(await walk(client, "GET /contacts").first()).toBe(0);
    expect(requests).toHaveLength(1);
  });

  test("returns undefined for an empty list", async () => {
    const { client } = api(() => ({ data: [], pages: { next: null } }));
    expect(await paginate(client, "GET /contacts").first()).toBeUndefined();
  });
});

describe("take", () => {
  test("returns the first items, for each iteration and for each method", async () => {
    const three = list().take(3);
    expect(await all(three)).toEqual([0, 1, 2]);
    expect(await three.collect({ limit: 2 })).toEqual([0, 1]);
    expect(await three.collect({ limit: 9 })).toEqual([0, 1, 2]);
    expect(await all(three.take(9))).toEqual([0, 1, 2]);
    expect(await all(three.map((item) => item))).toEqual([0, 1, 2]);
    expect(await all(list().take(Number.POSITIVE_INFINITY))).toEqual(numbers(10));
  });

  test.each([0, -1, 1.5, Number.NaN, "2"])("refuses %s", (count) => {
    expect(() => list().take(count as number)).toThrow(ConfigError);
  });
});

describe("stream", () => {
  test("returns the items, and sends no request before it is read", async () => {
    const { client, requests } = tenContacts();
    const stream = walk(client, "GET /contacts").stream();
    await wait(5);
    expect(requests).toHaveLength(0);
    const read: unknown[] = [];
    await stream.pipeTo(new WritableStream({ write: (item) => void read.push(item) }));
    expect(read).toEqual(numbers(10));
  });

  test("stops when it is cancelled, and fails when a page fails", async () => {
    const { client, requests } = tenContacts();
    const reader = walk(client, "GET /contacts", {}, { prefetch: 0 }).stream().getReader();
    await reader.read();
    await reader.cancel();
    await wait(5);
    expect(requests).toHaveLength(1);
    const failing = api(() => Response.json({}, { status: 500 }));
    const failed = walk(failing.client, "GET /contacts").stream().getReader();
    expect(await failureOf(failed.read())).toMatchObject({ status: 500 });
  });
});

describe("withProgress", () => {
  test("states pages, items and the total for each page that is reached", async () => {
    const reported: Progress[] = [];
    const watched = list().withProgress((progress) => reported.push(progress));
    expect(await watched.collect({ limit: 3 })).toEqual([0, 1, 2]);
    expect(reported).toEqual([
      { pages: 1, items: 2, totalCount: 10, hasChanged: false },
      { pages: 2, items: 4, totalCount: 10, hasChanged: false },
    ]);
    for await (const page of watched.pages()) {
      expect(reported.at(-1)).toMatchObject({ pages: 1, items: page.items.length });
      break;
    }
  });

  test("reports that the total count changed, from that page on", async () => {
    const { client } = api(({ query }) => {
      const page = Number(query["page"] ?? 1);
      const total_count = page === 2 ? 3 : 4;
      return { data: [page], total_count, pages: { page, total_pages: 4 } };
    });
    const changed: boolean[] = [];
    const watched = walk(client, "GET /companies").withProgress(({ hasChanged }) => {
      changed.push(hasChanged);
    });
    await all(watched);
    expect(changed).toEqual([false, true, true, true]);
  });

  test("throws what the function throws, and loses no item by that", async () => {
    const failure = new Error("no");
    let fails = true;
    const iterator = list()
      .withProgress(() => {
        if (fails) throw failure;
      })
      [Symbol.asyncIterator]();
    expect(await failureOf(iterator.next())).toBe(failure);
    fails = false;
    expect(await iterator.next()).toMatchObject({ value: 0 });
  });
});

describe("dedupe", () => {
  const repeating = () =>
    api(({ query }) => {
      const start = Number(query["starting_after"] ?? 0);
      const data = [{ id: start }, { id: start + 1, at: start }];
      return { data, pages: { next: start < 9 ? { starting_after: String(start + 1) } : null } };
    }).client;

  test("by id leaves out the items that came before, whatever else of them changed", async () => {
    const list = walk(repeating(), "GET /contacts", {}, { dedupe: "id" });
    expect(await all(list)).toHaveLength(11);
    expect(await list.collect({ limit: 5 })).toHaveLength(5);
    const twice = walk(repeating(), "GET /contacts");
    expect(await all(twice)).toHaveLength(20);
  });

  test("keeps the last 50,000 ids", async () => {
    const pages = [0, 1, 2, 3, 4, 5, 6].map((page) =>
      Array.from({ length: 10_000 }, (_, index) => ({ id: page * 10_000 + index })),
    );
    const data = [...pages, pages[0], pages[6]];
    const { client } = api(({ query }) => {
      const page = Number(query["starting_after"] ?? 0);
      const next = page + 1 < data.length ? { starting_after: String(page + 1) } : null;
      return { data: data[page], pages: { next } };
    });
    const list = walk(client, "GET /contacts", {}, { dedupe: "id" });
    expect(await all(list)).toHaveLength(80_000);
  });

  test("refuses anything but id", () => {
    const call = () => walk(repeating(), "GET /contacts", {}, { dedupe: "email" as "id" });
    expect(call).toThrow('"dedupe" can only be "id"');
  });
});

test("a nested list that is complete has the same methods, and sends no request", async () => {
  const { client, requests } = tenContacts();
  const tags = expand(client, { data: ["a", "b", "c"], has_more: false });
  expect(await tags.first()).toBe("a");
  expect(await all(tags.take(2).map((tag) => tag.toUpperCase()))).toEqual(["A", "B"]);
  expect(requests).toHaveLength(0);
});
