import type { Checkpoint } from "@interkit/core";
import { type LazyList, walk } from "@interkit/pagination";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { all, api } from "./support/api.ts";
import { stored } from "./support/stored.ts";

interface Item {
  readonly id: number;
}

/** How a list states its next page, and reads the position of a request. */
const styles = {
  "GET /contacts": {
    start: (query: Record<string, string>) => Number(query["starting_after"] ?? 0),
    next: (start: number) => ({ starting_after: String(start) }),
  },
  "GET /companies": {
    start: (query: Record<string, string>, size: number) => (Number(query["page"] ?? 1) - 1) * size,
    next: (start: number, size: number) => ({ page: start / size + 1 }),
  },
  "GET /events": {
    start: (query: Record<string, string>) => Number(query["before"] ?? 0),
    next: (start: number) => `https://api.intercom.io/events?before=${start}`,
  },
} as const;
type Route = keyof typeof styles;
const routes = Object.keys(styles) as Route[];

/** A list of so many items; `items` may be changed while it is read. */
function server(route: Route, count: number, size: number) {
  const { start, next } = styles[route];
  const items: Item[] = Array.from({ length: count }, (_, id) => ({ id }));
  const { client, requests } = api(({ query }) => {
    const from = start(query, size);
    const page = items.slice(from, from + size);
    const end = from + size;
    return {
      data: page,
      events: page,
      pages: { next: end < items.length ? next(end, size) : null },
    };
  });
  const open = () => walk(client, route) as LazyList<Item, unknown>;
  return { open, items, requests };
}

/** A copy as another process reads it. */
const ids = (items: readonly Item[]) => items.map(({ id }) => id);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("a walk that is killed at any item, and resumed each time", () => {
  test.each(routes)(
    "returns each item of %s, and repeats at most the one in hand",
    async (route) => {
      const kills = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(
          fc.nat({ max: 20 }),
          fc.integer({ min: 1, max: 6 }),
          kills,
          async (count, size, plan) => {
            const { open } = server(route, count, size);
            const returned: number[] = [];
            let from: Checkpoint | undefined;
            for (const kill of [...plan, Number.POSITIVE_INFINITY]) {
              const list: LazyList<Item, unknown> = from ? open().resumeFrom(from) : open();
              let taken = 0;
              for await (const { id } of list) {
                taken += 1;
                from = stored(list.checkpoint());
                if (returned.at(-1) === id) returned.pop();
                returned.push(id);
                if (taken === kill) break;
              }
              if (taken < kill) from = stored(list.checkpoint());
            }
            expect(returned).toEqual(numbers(count));
            expect(from).toMatchObject({ complete: true, items: count });
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  test.each(routes)(
    "goes on after a page of %s with the checkpoint of that page",
    async (route) => {
      const { open } = server(route, 7, 2);
      for await (const page of open().pages()) {
        const rest = await all(open().resumeFrom(stored(page.checkpoint)));
        const seen = page.checkpoint.items;
        expect(ids(rest)).toEqual(numbers(7).slice(seen));
        expect(page.checkpoint.pages).toBe(Math.ceil(seen / 2));
      }
    },
  );

  test("repeats the items of map that are not done, whatever the order of the results", async () => {
    const modes = fc.record({
      concurrency: fc.integer({ min: 1, max: 6 }),
      ordered: fc.boolean(),
      stop: fc.integer({ min: 1, max: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(
        modes,
        fc.array(fc.nat({ max: 3 }), { minLength: 20, maxLength: 20 }),
        async ({ stop, ...options }, waits) => {
          const { open } = server("GET /contacts", 20, 3);
          const list = open();
          const done = new Set<number>();
          let inHand: number | undefined;
          const mapped = list.map(async ({ id }) => {
            for (let turn = waits[id] ?? 0; turn > 0; turn -= 1) await new Promise(setImmediate);
            return id;
          }, options);
          for await (const id of mapped) {
            if (inHand !== undefined) done.add(inHand);
            inHand = id;
            if (done.size + 1 === stop) break;
          }
          const rest = ids(await all(open().resumeFrom(stored(list.checkpoint()))));
          const missing = numbers(20).filter((id) => !done.has(id) && !rest.includes(id));
          expect(missing).toEqual([]);
          expect(rest.filter((id) => done.has(id)).length).toBeLessThanOrEqual(
            options.ordered ? 0 : 20,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

test("a checkpoint is small, and has no argument and no item", async () => {
  const { client } = api(() => ({
    data: [{ id: "secret-id" }, { id: "b" }],
    pages: { next: null },
  }));
  const query = { field: "email", operator: "=", value: "ada@example.com" };
  const list = walk(client, "POST /contacts/search", { body: { query } });
  for await (const _ of list) {
    const text = JSON.stringify(list.checkpoint());
    expect(text.length).toBeLessThan(200);
    expect(text).not.toMatch(/ada|secret/);
  }
});

describe("a list that changes between the checkpoint and its resumption", () => {
  const resumed = async (change: (items: Item[]) => void) => {
    const { open, items } = server("GET /contacts", 6, 4);
    const list = open();
    const iterator = list[Symbol.asyncIterator]();
    for (let taken = 0; taken < 3; taken += 1) await iterator.next();
    const checkpoint = stored(list.checkpoint());
    change(items);
    return ids(await all(open().resumeFrom(checkpoint)));
  };

  test("goes on behind the last item that was done, wherever that is on the page", async () => {
    expect(await resumed(() => {})).toEqual([2, 3, 4, 5]);
    expect(await resumed((items) => items.splice(0, 1))).toEqual([2, 3, 4, 5]);
    expect(await resumed((items) => items.unshift({ id: 9 }))).toEqual([2, 3, 4, 5]);
  });

  test("repeats the page when that item is gone, and leaves nothing out", async () => {
    expect(await resumed((items) => items.splice(1, 1))).toEqual([0, 2, 3, 4, 5]);
  });
});

test("a list that was read to its end sends no request when it is resumed", async () => {
  const { open, requests } = server("GET /contacts", 3, 2);
  const list = open();
  await all(list);
  const checkpoint = stored(list.checkpoint());
  expect(checkpoint).toMatchObject({ complete: true, pages: 2, items: 3 });
  requests.length = 0;
  expect(await all(open().resumeFrom(checkpoint))).toEqual([]);
  expect(requests).toHaveLength(0);
});

test("a scroll is read from its start again, and its count too", async () => {
  const { client } = api((_, count) => ({
    data: count % 3 === 0 ? [] : [{ id: count }],
    scroll_param: "s",
  }));
  const list = walk(client, "GET /companies/scroll");
  const iterator = list[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.next();
  expect(list.checkpoint()).not.toHaveProperty("position");
  const again = walk(client, "GET /companies/scroll").resumeFrom(stored(list.checkpoint()));
  expect(again.checkpoint()).toMatchObject({ pages: 0, items: 0 });
});

test("withProgress and iterating twice keep the checkpoint", async () => {
  const { open } = server("GET /contacts", 5, 2);
  const [first] = await all(open().pages());
  const rest = open()
    .resumeFrom(stored(first?.checkpoint as Checkpoint))
    .withProgress(() => {});
  expect(ids(await all(rest))).toEqual([2, 3, 4]);
  expect(ids(await all(rest))).toEqual([2, 3, 4]);
  expect(rest.checkpoint()).toMatchObject({ complete: true, items: 5 });
});

test.each([undefined, null])("resumeFrom(%s) starts at the first page", async (nothing) => {
  const { open } = server("GET /contacts", 5, 2);
  expect(ids(await all(open().resumeFrom(nothing)))).toEqual([0, 1, 2, 3, 4]);
});
