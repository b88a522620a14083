import { ApiError, ConfigError } from "@interkit/core";
import { type List, paginate, walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf } from "./support/api.ts";

const items = ["a", "b", "c", "d", "e"];

/** Contacts, two a page; a turn may be made to fail. */
function contacts(fails: (turn: number) => boolean = () => false) {
  return api(({ query }, turn) => {
    if (fails(turn)) return Response.json({ errors: [{ code: "server_error" }] }, { status: 500 });
    const start = Number(query["starting_after"] ?? 0);
    const end = start + 2;
    const next = end < items.length ? { starting_after: String(end) } : null;
    return { data: items.slice(start, end), total_count: items.length, pages: { next } };
  });
}

describe("a list", () => {
  test("asks for nothing before it is iterated, and for each page when it is reached", async () => {
    const { client, asked } = contacts();
    const iterator = paginate(client, "GET /contacts")[Symbol.asyncIterator]();
    expect(asked).toHaveLength(0);
    await iterator.next();
    await iterator.next();
    expect(asked).toHaveLength(1);
    await iterator.next();
    expect(asked).toHaveLength(2);
  });

  test("is itself what an await of it gives, which asks for nothing", async () => {
    const { client, asked } = contacts();
    const list: List<unknown> = paginate(client, "GET /contacts");
    const later = async () => list;
    expect(await later()).toBe(list);
    expect(await Promise.all([list])).toEqual([list]);
    expect(asked).toHaveLength(0);
    expect(await all(list)).toEqual(items);
  });

  test("starts anew when it is walked twice, also at the same time", async () => {
    const { client, asked } = contacts();
    const list = paginate(client, "GET /contacts");
    expect(await all(list)).toEqual(items);
    expect(await Promise.all([all(list), all(list)])).toEqual([items, items]);
    expect(asked).toHaveLength(9);
  });

  test("asks for nothing more when its loop is left", async () => {
    const { client, asked } = contacts();
    for await (const _ of paginate(client, "GET /contacts")) break;
    for await (const page of paginate(client, "GET /contacts").pages()) {
      expect(page.items).toEqual(["a", "b"]);
      break;
    }
    expect(asked).toHaveLength(2);
  });

  test("asks for a page once, however impatient its reader", async () => {
    const { client, asked } = contacts();
    const iterator = paginate(client, "GET /contacts")[Symbol.asyncIterator]();
    const results = await Promise.all(items.map(() => iterator.next()));
    expect(results.map(({ value }) => value)).toEqual(items);
    expect(asked).toHaveLength(3);
  });

  test("gives its pages whole", async () => {
    const { client } = contacts();
    const pages = await all(paginate(client, "GET /contacts").pages());
    expect(pages.map((page) => page.items)).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(pages[0]).toMatchObject({
      totalCount: 5,
      body: { total_count: 5, pages: { next: { starting_after: "2" } } },
    });
    expect(pages[0]?.response.status).toBe(200);
  });

  test("throws the typed error of a failed page, and may be walked again", async () => {
    const { client, asked } = contacts((turn) => turn === 2);
    const list = paginate(client, "GET /contacts");
    const error = await failureOf(all(list));
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 500, code: "server_error", route: "GET /contacts" });
    expect(await all(list)).toEqual(items);
    expect(asked).toHaveLength(5);
  });

  test("hands its options to every request", async () => {
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
  ])("of at most %d items asks for %d pages", async (limit, pages) => {
    const { client, asked } = contacts();
    const collected = await paginate(client, "GET /contacts").collect({ limit });
    expect(collected).toEqual(items.slice(0, limit));
    expect(asked).toHaveLength(pages);
  });

  test.each([undefined, {}, { limit: 0 }, { limit: -1 }, { limit: 1.5 }, { limit: "1" }])(
    "needs a limit that is one: %j",
    async (options) => {
      const { client, asked } = contacts();
      const list = paginate(client, "GET /contacts");
      const error = await failureOf(list.collect(options as { limit: number }));
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as Error).message).toContain("{ limit }");
      expect(asked).toHaveLength(0);
    },
  );
});

describe("paginate refuses", () => {
  const { client } = contacts();

  test("what is no list", () => {
    expect(() => walk(client, "GET /me")).toThrow(ConfigError);
    expect(() => walk(client, "GET /me")).toThrow(
      '"GET /me" is not an operation that gives a list',
    );
  });

  test.each(["path", "query"])("a %s that is none", (name) => {
    const init = { [name]: "1" } as object;
    expect(() => walk(client, "GET /contacts", init)).toThrow(`"${name}" must be an object`);
  });
});
