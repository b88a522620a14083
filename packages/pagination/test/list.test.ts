import { ApiError, ConfigError, type Requester } from "@interkit/core";
import { type List, paginate, walk, walkWithFacts } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf } from "./support/api.ts";

const items = ["a", "b", "c", "d", "e"];

/** A list of contacts, two on a page; `fails` selects the requests that fail, by their number. */
function contacts(fails: (count: number) => boolean = () => false) {
  return api(({ query }, count) => {
    if (fails(count)) return Response.json({ errors: [{ code: "server_error" }] }, { status: 500 });
    const start = Number(query["starting_after"] ?? 0);
    const end = start + 2;
    const next = end < items.length ? { starting_after: String(end) } : null;
    return { data: items.slice(start, end), total_count: items.length, pages: { next } };
  });
}

describe("a list", () => {
  test("sends no request before it is iterated, and requests each page when it is reached", async () => {
    const { client, requests } = contacts();
    const iterator = paginate(client, "GET /contacts", {}, { prefetch: 0 })[Symbol.asyncIterator]();
    expect(requests).toHaveLength(0);
    await iterator.next();
    await iterator.next();
    expect(requests).toHaveLength(1);
    await iterator.next();
    expect(requests).toHaveLength(2);
  });

  test("is returned by an await of it, which sends no request", async () => {
    const { client, requests } = contacts();
    const list: List<unknown> = paginate(client, "GET /contacts");
    const later = async () => list;
    expect(await later()).toBe(list);
    expect(await Promise.all([list])).toEqual([list]);
    expect(requests).toHaveLength(0);
    expect(await all(list)).toEqual(items);
  });

  test("starts again for each iteration, also for two at the same time", async () => {
    const { client, requests } = contacts();
    const list = paginate(client, "GET /contacts");
    expect(await all(list)).toEqual(items);
    expect(await Promise.all([all(list), all(list)])).toEqual([items, items]);
    expect(requests).toHaveLength(9);
  });

  test("sends no more requests when its loop is left", async () => {
    const { client, requests } = contacts();
    const list = paginate(client, "GET /contacts", {}, { prefetch: 0 });
    for await (const _ of list) break;
    for await (const page of list.pages()) {
      expect(page.items).toEqual(["a", "b"]);
      break;
    }
    expect(requests).toHaveLength(2);
  });

  test("requests a page once when next() is called many times at once", async () => {
    const { client, requests } = contacts();
    const iterator = paginate(client, "GET /contacts")[Symbol.asyncIterator]();
    const results = await Promise.all(items.map(() => iterator.next()));
    expect(results.map(({ value }) => value)).toEqual(items);
    expect(requests).toHaveLength(3);
  });

  test("returns pages with items, body, response and total count", async () => {
    const { client } = contacts();
    const pages = await all(paginate(client, "GET /contacts").pages());
    expect(pages.map((page) => page.items)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(pages[0]).toMatchObject({
      totalCount: 5,
      body: { total_count: 5, pages: { next: { starting_after: "2" } } },
    });
    expect(pages[0]?.response.status).toBe(200);
  });

  test("throws the typed error of a failed page, and can be iterated again", async () => {
    const { client, requests } = contacts((count) => count === 2);
    const list = paginate(client, "GET /contacts");
    const error = await failureOf(all(list));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 500, code: "server_error", route: "GET /contacts" });
    expect(await all(list)).toEqual(items);
    expect(requests).toHaveLength(5);
  });

  test("passes its options to every request", async () => {
    const { client } = contacts();
    const controller = new AbortController();
    const list = paginate(client, "GET /contacts", {}, { signal: controller.signal });
    const iterator = list[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    controller.abort();
    await expect(iterator.next()).rejects.toMatchObject({ name: "AbortError" });
  });
});

describe("collect", () => {
  test.each([
    [1, 1],
    [2, 1],
    [3, 2],
    [4, 2],
    [5, 3],
    [99, 3],
    [Number.POSITIVE_INFINITY, 3],
  ])("of at most %d items requests %d pages", async (limit, pages) => {
    const { client, requests } = contacts();
    const collected = await paginate(client, "GET /contacts").collect({ limit });
    expect(collected).toEqual(items.slice(0, limit));
    expect(requests).toHaveLength(pages);
  });

  test.each([undefined, {}, { limit: 0 }, { limit: -1 }, { limit: 1.5 }, { limit: "1" }])(
    "needs a valid limit: %j",
    async (options) => {
      const { client, requests } = contacts();
      const list = paginate(client, "GET /contacts");
      const error = await failureOf(list.collect(options as { limit: number }));
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as Error).message).toContain("{ limit }");
      expect(requests).toHaveLength(0);
    },
  );
});

test("a list that is left aborts no request that was answered", async () => {
  const { client } = contacts();
  const signals: (AbortSignal | undefined)[] = [];
  const watched: Requester = {
    request: (route, init) => {
      signals.push(init?.signal);
      return client.request(route, init);
    },
  };
  await walk(watched, "GET /contacts").collect({ limit: 4 });
  expect(signals.map((signal) => signal?.aborted)).toEqual([false, false]);
});

describe("paginate refuses", () => {
  const { client } = contacts();

  test("an operation that returns no list", () => {
    expect(() => walk(client, "GET /me")).toThrow(ConfigError);
    expect(() => walk(client, "GET /me")).toThrow(
      '"GET /me" is not an operation that returns a list',
    );
  });

  test("an init without the facts of a list, where they are not in the table of operations", () => {
    for (const init of [undefined, {}, { facts: { safe: true } }] as const) {
      const create = () => walkWithFacts(client, "GET /contacts", init);
      expect(create).toThrow(ConfigError);
      expect(create).toThrow('"GET /contacts" needs the facts of a list in its init');
    }
  });

  test.each([[null], [5], [[]]])("an init that is no object: %j", (init) => {
    for (const create of [walk, walkWithFacts]) {
      expect(() => create(client, "GET /contacts", init as object)).toThrow(
        "GET /contacts: the init must be an object",
      );
    }
  });

  test.each(["path", "query"])("a %s that is no object", (name) => {
    const init = { [name]: "1" } as object;
    expect(() => walk(client, "GET /contacts", init)).toThrow(`"${name}" must be an object`);
  });

  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  test.each([
    ["a bigint", { query: { per_page: 10n } }],
    ["an object that holds itself", { query: circular }],
    ["a bigint in a body", { body: { query: { value: 10n } } }],
  ])("arguments that no request could hold: %s", async (_, init) => {
    const list = walk(client, "POST /contacts/search", init);
    const message =
      "POST /contacts/search: the arguments of the list hold what JSON cannot represent";
    const read = (): unknown => list.checkpoint();
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(message);
    await expect(list.collect({ limit: 1 })).rejects.toThrow(message);
  });
});
