import { type SearchList, type SyncState, since, walk } from "@interkit/pagination";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { api } from "./support/api.ts";
import { stored } from "./support/stored.ts";
import { day, type Item, run, start, workspace } from "./support/sync-workspace.ts";

describe.each(["byDay", "bySecond"] as const)(
  "a sync by a search that compares times %s",
  (mode) => {
    test("loses nothing of thousands of changes of one second when it is killed after each page", async () => {
      const { search, add } = workspace();
      const count = mode === "bySecond" ? 10_000 : 1000;
      const bulk = add(count, () => start - 60);
      const list = search(mode, 150);
      const ids: string[] = [];
      let state: SyncState | null = null;
      let runs = 0;
      do {
        for await (const page of since(list, { state })) {
          ids.push(...page.items.map(({ id }) => id));
          state = stored(page.state);
          break;
        }
        runs += 1;
      } while (state?.unfinished !== undefined && runs < 100);
      expect(runs).toBe(Math.ceil(count / 150));
      expect(ids).toHaveLength(count);
      expect(new Set(ids)).toEqual(new Set(bulk));
      expect((await run(list, state)).ids).toEqual([]);
    });

    test("goes on without its cursor, when the server does not accept that", async () => {
      const { sandbox, search, add } = workspace();
      const all = add(30, (index) => start - day - Math.floor(index / 12));
      const ids: string[] = [];
      let state: SyncState | null = null;
      for await (const page of since(search(mode), { state })) {
        ids.push(...page.items.map(({ id }) => id));
        state = stored(page.state);
        if (ids.length === 20) break;
      }
      const route = "POST /contacts/search";
      sandbox.faults.add({ route, times: 1, fault: { status: 400 } });
      const rest = await run(search(mode), state);
      expect(new Set([...ids, ...rest.ids])).toEqual(new Set(all));
      // Where times are compared by the second, those before it were returned, and it knows those of it.
      if (mode === "bySecond") expect(ids.length + rest.ids.length).toBe(30);
    });

    test("returns each change once, whenever it is killed", async () => {
      const hours = fc.array(
        fc.record({
          ages: fc.array(fc.oneof(fc.constant(1), fc.nat({ max: 3599 })), { maxLength: 25 }),
          kills: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
          isStored: fc.boolean(),
        }),
        { minLength: 1, maxLength: 5 },
      );
      await fc.assert(
        fc.asyncProperty(hours, fc.integer({ min: 1, max: 7 }), async (plan, perPage) => {
          const { search, add, advance } = workspace();
          const done: string[] = [];
          const expected: string[] = [];
          let state: SyncState | null = null;
          for (const [hour, { ages, kills, isStored }] of plan.entries()) {
            advance(3600);
            const now = start + 3600 * (hour + 1);
            expected.push(...add(ages.length, (index) => now - (ages[index] as number)));
            for (const kill of [...kills, Number.POSITIVE_INFINITY]) {
              let pages = 0;
              for await (const page of since(search(mode, perPage), { state })) {
                pages += 1;
                // Killed before the page was stored, or after it.
                if (pages === kill && !isStored) break;
                done.push(...page.items.map(({ id }) => id));
                state = stored(page.state);
                if (pages === kill) break;
              }
            }
          }
          expect(done.sort()).toEqual(expected.sort());
        }),
        { numRuns: 30 },
      );
    });
  },
);

test.each([
  ["byDay", "bySecond"],
  ["bySecond", "byDay"],
] as const)(
  "a run that began %s is continued by a version that compares %s",
  async (one, other) => {
    const { search, add } = workspace();
    const all = add(30, (index) => start - 900 - index * 60);
    const ids: string[] = [];
    let state: SyncState | null = null;
    for await (const page of since(search(one), { state })) {
      ids.push(...page.items.map(({ id }) => id));
      state = stored(page.state);
      if (ids.length === 20) break;
    }
    const rest = await run(search(other), state);
    expect(new Set([...ids, ...rest.ids])).toEqual(new Set(all));
    expect((await run(search(other), rest.state)).ids).toEqual([]);
  },
);

test("a sync goes on at the last change that was settled, without its cursor", async () => {
  const settled = { id: "1", updated_at: start - 9 * day };
  // It changed just now, and the search has not moved it yet.
  const moving = { id: "2", updated_at: start - 1 };
  const { client, requests } = api(({ body }) => {
    const { starting_after, per_page } = Object(body?.["pagination"]);
    if (starting_after !== undefined) return Response.json({}, { status: 400 });
    const headers = { date: new Date(start * 1000).toUTCString() };
    const next = per_page === 1 ? null : { starting_after: "x" };
    const data = [settled, moving];
    return Response.json({ data, pages: { next } }, { headers });
  });
  const body = { pagination: { per_page: 2 } };
  const prefetch = { prefetch: 0 };
  const list = walk(client, "POST /contacts/search", { body }, prefetch) as SearchList<Item>;
  for await (const { items, state } of since(list, { state: null })) {
    expect(items).toHaveLength(2);
    requests.length = 0;
    for await (const again of since(list, { state: stored(state) })) {
      expect(again.items).toEqual([]);
      break;
    }
    break;
  }
  expect(requests[1]?.body?.["query"]).toMatchObject({
    value: [
      { field: "updated_at", operator: ">", value: settled.updated_at - 1 },
      { field: "updated_at", operator: "<", value: start + 1 },
    ],
  });
});
