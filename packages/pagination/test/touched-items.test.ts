import { type ListNotice, type ListOptions, walk } from "@interkit/pagination";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { api } from "./support/api.ts";

interface Item {
  readonly id: number;
  updatedAt: number;
}

type Order = "ascending" | "descending";

/** A search that sorts by `updatedAt`. A cursor is a place in that order, as Intercom's is. */
function search(count: number, size: number, order: Order, touches: readonly number[][]) {
  let now = count;
  const items: Item[] = Array.from({ length: count }, (_, id) => ({ id, updatedAt: id }));
  const { client } = api(({ body }, request) => {
    // Between two pages, some items are updated.
    for (const place of touches[request - 2] ?? []) {
      const item = items[place % count];
      if (item !== undefined) item.updatedAt = now++;
    }
    const pagination = body?.["pagination"] as { readonly starting_after?: string } | undefined;
    const after = pagination?.starting_after;
    const direction = order === "ascending" ? 1 : -1;
    const isAfter = ({ updatedAt }: Item) =>
      after === undefined || direction * (updatedAt - Number(after)) > 0;
    const sorted = items.filter(isAfter).sort((a, b) => direction * (a.updatedAt - b.updatedAt));
    const data = sorted.slice(0, size).map((item) => ({ ...item }));
    const next = sorted.length > size ? { starting_after: String(data.at(-1)?.updatedAt) } : null;
    return { data, total_count: count, pages: { next } };
  });
  const body = { query: {}, sort: { field: "updated_at", order }, pagination: { per_page: size } };
  return (options: ListOptions) => walk(client, "POST /contacts/search", { body }, options);
}

const worlds = fc.tuple(
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 1, max: 5 }),
  fc.array(fc.array(fc.nat({ max: 19 }), { maxLength: 3 }), { maxLength: 8 }),
  fc.nat({ max: 1 }),
);

/** Walks such a search; returns the ids that it returned, and its notices. */
async function walkOf(
  [count, size, touches, prefetch]: [number, number, number[][], number],
  order: Order,
  dedupe?: "id",
) {
  const notices: ListNotice[] = [];
  const open = search(count, size, order, touches);
  const options = { prefetch, dedupe, onNotice: (notice: ListNotice) => void notices.push(notice) };
  const found = (await open(options).collect({ limit: Number.POSITIVE_INFINITY })) as Item[];
  return { ids: found.map(({ id }) => id), notices };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("items that are updated during a search by the time of their update", () => {
  test("newest first: none comes twice, and what is left out is reported", async () => {
    let runsWithLoss = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { ids, notices } = await walkOf(world, "descending");
        expect(new Set(ids).size).toBe(ids.length);
        const lost = world[0] - ids.length;
        if (lost > 0) runsWithLoss += 1;
        expect(notices.map(({ kind }) => kind)).toEqual(lost > 0 ? ["count"] : []);
      }),
      { numRuns: 200 },
    );
    expect(runsWithLoss).toBeGreaterThan(0);
  });

  test("oldest first: none is left out, and those that come twice are reported", async () => {
    let runsWithRepeats = 0;
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { ids, notices } = await walkOf(world, "ascending");
        expect([...new Set(ids)].sort((a, b) => a - b)).toEqual(numbers(world[0]));
        const isRepeated = ids.length > world[0];
        if (isRepeated) runsWithRepeats += 1;
        expect(notices.map(({ kind }) => kind)).toEqual(isRepeated ? ["count"] : []);
      }),
      { numRuns: 200 },
    );
    expect(runsWithRepeats).toBeGreaterThan(0);
  });

  test("oldest first with dedupe: each comes once, so that there is nothing to report", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { ids, notices } = await walkOf(world, "ascending", "id");
        expect(ids.sort((a, b) => a - b)).toEqual(numbers(world[0]));
        expect(notices).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
