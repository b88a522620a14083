import type { Checkpoint } from "@interkit/core";
import { type ListNotice, walk } from "@interkit/pagination";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { all, api, failureOf } from "./support/api.ts";
import { base, type Item, ids, numbers, routes, serve } from "./support/failing-list.ts";
import { stored } from "./support/stored.ts";

const sizes = fc.constantFrom(1, 2, 7, 12, 25, 60);

describe("a list whose larger pages fail", () => {
  test.each(routes)("%s is read in smaller ones, each item once and in order", async (route) => {
    const worlds = fc.record({
      count: fc.nat({ max: 130 }),
      size: sizes,
      largest: fc.nat({ max: 70 }),
    });
    const options = fc.record({
      prefetch: fc.nat({ max: 2 }),
      concurrency: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(worlds, options, async ({ largest, ...world }, options) => {
        const { open } = serve(route, { ...base, ...world, largest: largest + 1 });
        expect(ids(await all(open(options)))).toEqual(numbers(world.count));
      }),
      { numRuns: 40 },
    );
  });

  test.each(routes)("%s goes on after each page with its checkpoint", async (route) => {
    const { open } = serve(route, { ...base, largest: 5 });
    for await (const page of open().pages()) {
      const rest = await all(open().resumeFrom(stored(page.checkpoint)));
      expect(ids(rest)).toEqual(numbers(60).slice(page.checkpoint.items));
    }
  });

  test("is reported, and has its usual pages again when they do not fail any more", async () => {
    const world = { fails: 2 };
    const failing = api(
      ({ query }) => {
        if (world.fails > 0) {
          world.fails -= 1;
          return Response.json({}, { status: 504 });
        }
        const start = Number(query["starting_after"] ?? 0);
        const end = start + Number(query["per_page"]);
        const next = end < 60 ? { starting_after: String(end) } : null;
        return { data: numbers(60).slice(start, end), pages: { next } };
      },
      { attempts: 2, maxDelayMs: 1 },
    );
    const notices: ListNotice[] = [];
    const onNotice = (notice: ListNotice) => void notices.push(notice);
    const list = walk(failing.client, "GET /contacts", { query: { per_page: 12 } }, { onNotice });
    expect(await all(list)).toEqual(numbers(60));
    const perPage = failing.requests.map(({ query }) => Number(query["per_page"]));
    expect(perPage).toEqual([12, 12, 6, 12, 12, 12, 12, 12]);
    expect(notices).toMatchObject([{ kind: "smaller-pages", error: { status: 504 } }]);
  });

  test("costs few requests, since larger pages are tried less and less", async () => {
    const { open, requests } = serve("GET /companies", {
      ...base,
      count: 600,
      size: 25,
      largest: 7,
    });
    expect(await all(open())).toHaveLength(600);
    // Of pages of five, there are 120.
    expect(requests.length).toBeLessThan(160);
  });

  test("has its usual pages again after a checkpoint, too", async () => {
    const world = { ...base, largest: 3 };
    const { open, requests } = serve("GET /companies", world);
    const [first] = await all(open().pages());
    expect(first?.items).toHaveLength(3);
    world.largest = 150;
    requests.length = 0;
    const rest = open({ prefetch: 0 }).resumeFrom(stored(first?.checkpoint as Checkpoint));
    expect(ids(await all(rest))).toEqual(numbers(60).slice(3));
    expect(requests.map(({ query }) => query["per_page"])).toContain("12");
  });

  test("with page numbers is read in sizes that divide the one that failed", async () => {
    const world = { ...base, size: 25 };
    const { open, requests } = serve("GET /companies", world);
    const pages = open({ prefetch: 0 }).pages()[Symbol.asyncIterator]();
    await pages.next();
    world.largest = 6;
    expect(ids((await pages.next()).value?.items ?? [])).toEqual([25, 26, 27, 28, 29]);
    expect(requests.map(({ query }) => query["per_page"])).toEqual(["25", "25", "25", "5"]);
  });

  test("because each response would take too long is read in smaller ones", async () => {
    const { client, requests } = api(async ({ query, signal }) => {
      const start = Number(query["starting_after"] ?? 0);
      const end = start + Number(query["per_page"]);
      if (end - start > 4)
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      const next = end < 12 ? { starting_after: String(end) } : null;
      return { data: numbers(12).slice(start, end), pages: { next } };
    });
    const list = walk(client, "GET /contacts", { query: { per_page: 12 } }, { timeoutMs: 30 });
    expect(await all(list)).toEqual(numbers(12));
    expect(requests.map(({ query }) => query["per_page"])).toContain("3");
  });

  test("of which single attempts fail keeps its size", async () => {
    const { client, requests } = api(({ query }, count) => {
      if (count % 2 === 1) return Response.json({}, { status: 500 });
      const start = Number(query["starting_after"] ?? 0);
      return {
        data: [start],
        pages: { next: start < 4 ? { starting_after: `${start + 1}` } : null },
      };
    });
    const list = walk(client, "GET /contacts", { query: { per_page: 12 } }, { prefetch: 0 });
    const iterator = list[Symbol.asyncIterator]();
    for (const item of numbers(5)) {
      await failureOf(iterator.next());
      expect(await iterator.next()).toMatchObject({ value: item });
    }
    expect(new Set(requests.map(({ query }) => query["per_page"]))).toEqual(new Set(["12"]));
  });

  test("of which the first attempt failed alone is not made smaller", async () => {
    const { client, requests } = api(() => Response.json({}, { status: 500 }));
    const list = walk(client, "GET /contacts", { query: { per_page: 12 } });
    await failureOf(list.first());
    expect(requests.map(({ query }) => query["per_page"])).toEqual(["12"]);
  });
});

describe("a list with page numbers whose server", () => {
  test.each([
    ["ignores the size", { ignoresSize: true } as const],
    ["has a limit that is lower than the size", { limit: 5 }],
  ])("%s never returns other items than there are", async (_, rest) => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat({ max: 59 }), async (size, broken) => {
        const { open } = serve("GET /companies", {
          ...base,
          ...rest,
          size,
          unreadable: new Set([broken]),
        });
        const returned: Item[] = [];
        const read = async () => {
          for await (const item of open()) returned.push(item);
        };
        expect(await failureOf(read())).toMatchObject({ status: 500 });
        expect(ids(returned)).toEqual(numbers(returned.length));
        expect(returned.length).toBeLessThanOrEqual(broken);
      }),
      { numRuns: 40 },
    );
  });
});
