import { ApiError, ConfigError } from "@interkit/core";
import { paginate, walk } from "@interkit/pagination";
import { describe, expect, test } from "vitest";
import { all, api, failureOf, type ReceivedRequest } from "./support/api.ts";

const never = new Promise<never>(() => {});

/** Lets all that is ready run. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** A cursor list of pages with two items; the pages after `held` are never answered. */
function cursorList(pageCount: number, held = pageCount) {
  return api(async ({ query }) => {
    const page = Number(query["starting_after"] ?? 0);
    if (page >= held) await never;
    const next = page + 1 < pageCount ? { starting_after: String(page + 1) } : null;
    return { data: [page * 2, page * 2 + 1], pages: { next } };
  });
}

/** A numbered list of pages with two items; `respond` may hold a page back, or fail it. */
function numberedList(pageCount: number, respond: (page: number) => unknown = () => undefined) {
  return api(async ({ query }) => {
    const page = Number(query["page"] ?? 1);
    const other = await respond(page);
    if (other instanceof Response) return other;
    const pages = { page, per_page: 2, total_pages: pageCount };
    return { data: [page * 2 - 2, page * 2 - 1], pages, total_count: pageCount * 2 };
  });
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const searches = (requests: readonly ReceivedRequest[]) => requests.map(({ search }) => search);
const abortedOf = (requests: readonly ReceivedRequest[]) =>
  requests.map(({ signal }) => signal.aborted);

describe("a list with a cursor", () => {
  test("requests the next page when the first item of a page is taken", async () => {
    const { client, requests } = cursorList(3);
    const iterator = paginate(client, "GET /contacts")[Symbol.asyncIterator]();
    await settle();
    expect(requests).toHaveLength(0);
    await iterator.next();
    await settle();
    expect(searches(requests)).toEqual(["", "starting_after=1"]);
    await iterator.next();
    await settle();
    expect(requests).toHaveLength(2);
    await iterator.next();
    await settle();
    expect(requests).toHaveLength(3);
  });

  test("requests the next page when a page is taken from pages()", async () => {
    const { client, requests } = cursorList(3);
    const iterator = paginate(client, "GET /contacts").pages()[Symbol.asyncIterator]();
    await iterator.next();
    await settle();
    expect(requests).toHaveLength(2);
  });

  test("requests no page that a limit does not reach", async () => {
    const { client, requests } = cursorList(9);
    const list = paginate(client, "GET /contacts");
    expect(await list.first()).toBe(0);
    expect(await list.collect({ limit: 2 })).toEqual([0, 1]);
    expect(await all(list.take(2))).toEqual([0, 1]);
    expect(await all(list.take(2).map((item) => item))).toEqual([0, 1]);
    await settle();
    expect(requests).toHaveLength(4);
  });

  test("with prefetch 0 requests each page when it is reached", async () => {
    const { client, requests } = cursorList(3);
    const list = paginate(client, "GET /contacts", {}, { prefetch: 0 });
    const iterator = list[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    await settle();
    expect(requests).toHaveLength(1);
  });

  test.each(["items", "pages"])(
    "aborts what it requested ahead when a loop over %s is left",
    async (what) => {
      const { client, requests } = cursorList(3, 1);
      const list = paginate(client, "GET /contacts");
      for await (const _ of what === "items" ? list : list.pages()) {
        await settle();
        expect(abortedOf(requests)).toEqual([false, false]);
        break;
      }
      expect(abortedOf(requests)).toEqual([false, true]);
    },
  );

  test("ends a next() in progress when the iteration is left", async () => {
    const { client, requests } = cursorList(3, 0);
    const iterator = paginate(client, "GET /contacts")[Symbol.asyncIterator]();
    const first = iterator.next();
    await settle();
    expect(requests).toHaveLength(1);
    await iterator.return?.();
    expect(await first).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(abortedOf(requests)).toEqual([true]);
  });

  test("aborts what it requested ahead when the caller's signal is aborted", async () => {
    const { client, requests } = cursorList(3, 1);
    const controller = new AbortController();
    const list = paginate(client, "GET /contacts", {}, { signal: controller.signal });
    const iterator = list[Symbol.asyncIterator]();
    await iterator.next();
    await settle();
    controller.abort();
    expect(abortedOf(requests)).toEqual([false, true]);
    await iterator.next();
    await expect(iterator.next()).rejects.toMatchObject({ name: "AbortError" });
  });

  test("reports the failure of a page when it is reached, once", async () => {
    let fails = true;
    const { client } = api(({ query }) => {
      if (query["starting_after"] === undefined) {
        return { data: [0, 1], pages: { next: { starting_after: "1" } } };
      }
      if (fails) return Response.json({}, { status: 500 });
      return { data: [2], pages: { next: null } };
    });
    const iterator = paginate(client, "GET /contacts")[Symbol.asyncIterator]();
    await iterator.next();
    await settle();
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    expect(await failureOf(iterator.next())).toBeInstanceOf(ApiError);
    fails = false;
    expect(await iterator.next()).toEqual({ done: false, value: 2 });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });
});

test("a scroll whose page was lost is not continued, since it would leave items out", async () => {
  const { client, requests } = api((_, count) => {
    if (count === 2) return Response.json({}, { status: 500 });
    return { data: [count], scroll_param: "s" };
  });
  const iterator = paginate(client, "GET /companies/scroll")[Symbol.asyncIterator]();
  await iterator.next();
  const failure = await failureOf(iterator.next());
  expect(failure).toMatchObject({ status: 500 });
  expect(await failureOf(iterator.next())).toBe(failure);
  expect(requests).toHaveLength(2);
});

describe("a list with page numbers", () => {
  test("requests four pages at the same time, and returns their items in order", async () => {
    let [atOnce, most] = [0, 0];
    const { client, requests } = numberedList(10, async (page) => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      // The later a page is, the sooner its response comes.
      await new Promise((resolve) => setTimeout(resolve, 20 - page));
      atOnce -= 1;
    });
    expect(await all(walk(client, "GET /companies"))).toEqual(numbers(20));
    expect(searches(requests)).toEqual(["", ...numbers(9).map((page) => `page=${page + 2}`)]);
    expect(most).toBe(4);
  });

  test("requests as many pages at the same time as concurrency states", async () => {
    const { client, requests } = numberedList(10, (page) => (page > 1 ? never : undefined));
    const list = walk(client, "GET /companies", {}, { concurrency: 7 });
    await list[Symbol.asyncIterator]().next();
    await settle();
    expect(requests).toHaveLength(8);
  });

  test("keeps only so many pages in memory when its reader is slow", async () => {
    const { client, requests } = numberedList(50);
    const iterator = walk(client, "GET /companies")[Symbol.asyncIterator]();
    for (let item = 0; item < 5; item += 1) await iterator.next();
    await settle();
    expect(requests).toHaveLength(3 + 4);
  });

  test.each([
    [1, 1],
    [3, 2],
    [6, 3],
    [19, 10],
  ])("of at most %d items requests %d pages", async (limit, pages) => {
    const { client, requests } = numberedList(10);
    const list = walk(client, "GET /companies", { query: { per_page: 2 } });
    expect(await list.collect({ limit })).toEqual(numbers(limit));
    await settle();
    expect(requests).toHaveLength(pages);
  });

  test("follows the responses where they contradict the prediction", async () => {
    const { client, requests } = api(({ query }) => {
      const page = Number(query["page"] ?? 1);
      // The list becomes shorter while it is read.
      return { data: [page], pages: { page, total_pages: page < 3 ? 9 : 3 } };
    });
    expect(await all(walk(client, "GET /companies"))).toEqual([1, 2, 3]);
    await settle();
    expect(new Set(searches(requests)).size).toBe(requests.length);
  });

  test("aborts the other pages when one fails, and requests it again with the next call", async () => {
    let fails = true;
    const { client, requests } = numberedList(6, (page) => {
      if (page === 3 && fails) return Response.json({}, { status: 500 });
      return page > 3 && fails ? never : undefined;
    });
    const iterator = walk(client, "GET /companies")[Symbol.asyncIterator]();
    for (const item of numbers(4)) expect(await iterator.next()).toMatchObject({ value: item });
    expect(await failureOf(iterator.next())).toMatchObject({
      status: 500,
      checkpoint: { pages: 2, items: 4, position: { page: 3 } },
    });
    expect(abortedOf(requests)).toEqual([false, false, false, true, true, true]);
    fails = false;
    for (const item of numbers(8)) expect(await iterator.next()).toMatchObject({ value: item + 4 });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });
});

test.each([
  [{ prefetch: -1 }, '"prefetch" must be a whole number from 0 to 100'],
  [{ prefetch: 1.5 }, '"prefetch"'],
  [{ concurrency: 0 }, '"concurrency" must be a whole number from 1 to 100'],
  [{ concurrency: Number.POSITIVE_INFINITY }, '"concurrency"'],
  [{ concurrency: "4" }, '"concurrency"'],
])("refuses %o", (options, message) => {
  const { client, requests } = numberedList(1);
  const call = () => walk(client, "GET /companies", {}, options as object);
  expect(call).toThrow(ConfigError);
  expect(call).toThrow(message);
  expect(requests).toHaveLength(0);
});
