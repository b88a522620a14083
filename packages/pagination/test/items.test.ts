import { ConfigError } from "@interkit/core";
import { expand, type Progress, paginate, walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf } from "./support/api.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Ten contacts, two on a page. */
function contacts() {
  return api(({ query }) => {
    const start = Number(query["starting_after"] ?? 0);
    const next = start + 2 < 10 ? { starting_after: String(start + 2) } : null;
    return { data: [start, start + 1], total_count: 10, pages: { next } };
  });
}

function list() {
  return walk(contacts().client, "GET /contacts");
}

describe("first", () => {
  test("returns the first item, with one request", async () => {
    const { client, requests } = contacts();
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

describe("map", () => {
  test("calls the function with each item, its index and a signal, one at a time", async () => {
    let running = 0;
    const mapped = list().map(async (item, { index, signal }) => {
      running += 1;
      await wait(1);
      expect([running, signal.aborted]).toEqual([1, false]);
      running -= 1;
      return [item, index];
    });
    expect(await all(mapped)).toEqual(numbers(10).map((item) => [item, item]));
  });

  test("calls it only for results that are taken", async () => {
    const called: unknown[] = [];
    const mapped = list().map((item) => called.push(item));
    await mapped.first();
    await all(mapped.take(2));
    for await (const _ of mapped) break;
    await wait(5);
    expect(called).toEqual([0, 0, 1, 0]);
  });

  test("with a concurrency runs so many calls, never more, in the order of the items", async () => {
    let [running, most] = [0, 0];
    const mapped = list().map(
      async (item) => {
        running += 1;
        most = Math.max(most, running);
        await wait(20 - Number(item) * 2);
        running -= 1;
        return item;
      },
      { concurrency: 3 },
    );
    expect(await all(mapped)).toEqual(numbers(10));
    expect(most).toBe(3);
  });

  test("unordered returns results as they are ready", async () => {
    const mapped = list().map(
      async (item) => {
        await wait(item === 0 ? 40 : 1);
        return item;
      },
      { concurrency: 2, ordered: false },
    );
    const results = await all(mapped);
    expect(results.indexOf(0)).toBeGreaterThan(2);
    expect([...results].sort()).toEqual(numbers(10));
  });

  test("throws the failure of the function in its place, and goes on with the next call", async () => {
    const failure = new Error("no");
    const iterator = list()
      .map(
        (item) => {
          if (item === 1) throw failure;
          return item;
        },
        { concurrency: 4 },
      )
      [Symbol.asyncIterator]();
    expect(await iterator.next()).toMatchObject({ value: 0 });
    expect(await failureOf(iterator.next())).toBe(failure);
    expect(await iterator.next()).toMatchObject({ value: 2 });
  });

  test("throws the failure of a page after the results before it", async () => {
    const { client } = api((_, count) =>
      count === 1
        ? { data: [0, 1], pages: { next: { starting_after: "2" } } }
        : Response.json({}, { status: 500 }),
    );
    const iterator = walk(client, "GET /contacts")
      .map((item) => wait(5).then(() => item), { concurrency: 4 })
      [Symbol.asyncIterator]();
    expect(await iterator.next()).toMatchObject({ value: 0 });
    expect(await iterator.next()).toMatchObject({ value: 1 });
    expect(await failureOf(iterator.next())).toMatchObject({ status: 500 });
  });

  test("aborts the signal of its calls when the iteration is left", async () => {
    const signals: AbortSignal[] = [];
    const mapped = list().map((_, { signal }) => signals.push(signal), { concurrency: 3 });
    for await (const _ of mapped) break;
    expect(signals.map(({ aborted }) => aborted)).toContain(true);
  });

  test.each([
    [undefined, {}],
    [(item: unknown) => item, { concurrency: 0 }],
    [(item: unknown) => item, { concurrency: 1.5 }],
  ])("refuses %o %o", (call, options) => {
    expect(() => list().map(call as () => void, options)).toThrow(ConfigError);
  });
});

describe("stream", () => {
  test("returns the items, and sends no request before it is read", async () => {
    const { client, requests } = contacts();
    const stream = walk(client, "GET /contacts").stream();
    await wait(5);
    expect(requests).toHaveLength(0);
    const read: unknown[] = [];
    await stream.pipeTo(new WritableStream({ write: (item) => void read.push(item) }));
    expect(read).toEqual(numbers(10));
  });

  test("stops when it is cancelled, and fails when a page fails", async () => {
    const { client, requests } = contacts();
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

test("an iterator is disposed of at the end of a block", async () => {
  const iterator = list()[Symbol.asyncIterator]();
  await iterator.next();
  await (iterator as unknown as AsyncDisposable)[Symbol.asyncDispose]();
  expect(await iterator.next()).toEqual({ done: true, value: undefined });
});

test("a nested list that is complete has the same methods, and sends no request", async () => {
  const { client, requests } = contacts();
  const tags = expand(client, { data: ["a", "b", "c"], has_more: false });
  expect(await tags.first()).toBe("a");
  expect(await all(tags.take(2).map((tag) => tag.toUpperCase()))).toEqual(["A", "B"]);
  expect(requests).toHaveLength(0);
});
