import { type SearchList, type SyncState, since } from "@interkit/pagination";
import fc from "fast-check";
import { expect, test } from "vitest";
import { failureOf } from "./support/api.ts";
import { type Faults, type Item, serve, type World } from "./support/failing-search.ts";
import { stored } from "./support/stored.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const hourly = numbers(200).map((index) => index * 3_600);
const without = (count: number, ...left: number[]) =>
  numbers(count).filter((id) => !left.includes(id));

/** Reads a run that is killed after each of `kills` pages, and continued from what was stored. */
async function read(list: SearchList<Item>, kills: readonly number[] = []) {
  const ids: number[] = [];
  let state: SyncState | null = null;
  for (const kill of [...kills, Number.POSITIVE_INFINITY]) {
    let pages = 0;
    for await (const page of since(list as never, { state })) {
      pages += 1;
      if (pages > kill) break;
      ids.push(...(page.items as unknown as Item[]).map(({ id }) => id));
      state = stored(page.state) as SyncState;
    }
  }
  return { ids: ids.sort((one, other) => one - other), state };
}

test.each([
  ["a record", [77]],
  ["two records", [20, 150]],
  ["two records one after the other", [20, 21]],
  ["two records with one between them", [20, 22]],
  ["the oldest record", [0]],
  ["the newest record", [199]],
])("a sync that skips leaves out %s, and reports a second for each", async (_, left) => {
  for (const status of [404, 500]) {
    const world = { times: hourly, unreadable: new Set(left), status };
    const { search, skipped, requests } = serve(world);
    const { ids, state } = await read(search());
    expect(ids).toEqual(without(200, ...left));
    expect(skipped()).toMatchObject(
      left.map((id) => ({ from: id * 3_600, to: id * 3_600 + 1, error: { status } })),
    );
    expect(state).not.toHaveProperty("unfinished");
    expect(requests.length).toBeLessThan(350);
  }
});

test("it returns the records of the same second that come before", async () => {
  const times = [...hourly, ...numbers(20).map(() => 5_000)];
  const { search, skipped } = serve({ times, unreadable: new Set([210]) });
  expect((await read(search())).ids).toEqual(numbers(210));
  expect(skipped()).toMatchObject([{ from: 5_000, to: 5_001 }]);
});

test("it leaves out no more than some days of a search that compares times by the day", async () => {
  const times = numbers(200).map((index) => index * 86_400);
  const { search, skipped } = serve({ times, unreadable: new Set([77]), unit: "day" });
  const { ids } = await read(search());
  const isSkipped = (id: number) =>
    skipped().some(({ from, to }) => id * 86_400 >= from && id * 86_400 < to);
  expect(new Set(ids).size).toBe(ids.length);
  expect(isSkipped(77)).toBe(true);
  const missing = numbers(200).filter((id) => !ids.includes(id));
  expect(missing.filter((id) => !isSkipped(id))).toEqual([]);
  expect(missing.length).toBeLessThan(25);
});

test("it finds records though the client repeats no request any more, with any size of pages", async () => {
  const left = [5, 30, 55, 80, 105, 130, 155, 180];
  for (const perPage of [1, 12]) {
    const { search } = serve({ times: hourly, unreadable: new Set(left), status: 500 });
    expect((await read(search(perPage))).ids).toEqual(without(200, ...left));
  }
});

test("without the option, an unreadable record is an error", async () => {
  const { search } = serve({ times: hourly, unreadable: new Set([77]) });
  expect(await failureOf(read(search(12, "throw")))).toMatchObject({ status: 404 });
});

test("an outage is an error, and nothing is left out", async () => {
  const faults: Faults = {};
  const { search, skipped } = serve({ times: hourly, unreadable: new Set(), status: 500 }, faults);
  let state: SyncState | null = null;
  const found: unknown[] = [];
  const run = async () => {
    for await (const page of since(search() as never, { state })) {
      found.push(...page.items);
      state = stored(page.state) as SyncState;
      if (found.length === 60) faults.fails = true;
    }
  };
  expect(await failureOf(run())).toMatchObject({ status: 500 });
  expect(found).toHaveLength(60);
  faults.fails = false;
  await run();
  expect(skipped()).toEqual([]);
  expect(new Set(found.map((item) => (item as Item).id)).size).toBe(200);
});

test("each other record is returned once, whenever the run is killed", async () => {
  const world: fc.Arbitrary<World> = fc.record({
    times: fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 120 }),
    unreadable: fc.uniqueArray(fc.nat(119), { maxLength: 3 }).map((ids) => new Set(ids)),
    status: fc.constantFrom(404, 500),
  });
  const kills = fc.array(fc.nat(6), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(world, kills, fc.integer({ min: 1, max: 30 }), async (one, some, perPage) => {
      const { search, skipped } = serve(one);
      const { ids } = await read(search(perPage), some);
      expect(new Set(ids).size).toBe(ids.length);
      const isSkipped = (id: number) =>
        skipped().some(({ from, to }) => {
          const time = one.times[id] as number;
          return time >= from && time < to;
        });
      const missing = numbers(one.times.length).filter((id) => !ids.includes(id));
      expect(missing.filter((id) => !isSkipped(id))).toEqual([]);
      expect(ids.filter((id) => one.unreadable.has(id))).toEqual([]);
      const seconds = new Set(skipped().map(({ from }) => from));
      const spoiled = new Set([...one.unreadable].map((id) => one.times[id]));
      for (const second of seconds) expect(spoiled).toContain(second);
    }),
    { numRuns: 60 },
  );
});
