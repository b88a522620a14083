import type { Checkpoint } from "@interkit/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { all, failureOf } from "./support/api.ts";
import { type Faults, type Item, serve } from "./support/failing-search.ts";
import { readWithKills, stored } from "./support/stored.ts";

const ids = (items: readonly Item[]) => items.map(({ id }) => id).sort((one, other) => one - other);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const spread = numbers(200).map((index) => index * 86_400);
const without = (count: number, ...left: number[]) =>
  numbers(count).filter((id) => !left.includes(id));

describe("a search in ranges that skips what cannot be read", () => {
  test.each([
    ["a record", [77]],
    ["two records", [20, 150]],
    ["two records one after the other", [20, 21]],
    ["the oldest record", [0]],
    ["the newest record", [199]],
  ])("leaves out %s, and reports a second for each", async (_, left) => {
    for (const status of [404, 500]) {
      const { open, skipped, requests } = serve({
        times: spread,
        unreadable: new Set(left),
        status,
      });
      expect(ids(await all(open()))).toEqual(without(200, ...left));
      const places = skipped().sort((one, other) => one.from - other.from);
      expect(places).toMatchObject(
        left.map((id) => ({
          from: id * 86_400,
          to: id * 86_400 + 1,
          error: { status },
        })),
      );
      expect(requests.length).toBeLessThan(400);
    }
  });

  test("returns the records of the same second that come before", async () => {
    const times = [...spread, ...numbers(20).map(() => 5_000)];
    const { open, skipped } = serve({ times, unreadable: new Set([210]) });
    expect(ids(await all(open()))).toEqual(numbers(210));
    expect(skipped()).toMatchObject([{ from: 5_000, to: 5_001 }]);
  });

  test("leaves out no more than some days of a search that compares times by the day", async () => {
    const { open, skipped } = serve({ times: spread, unreadable: new Set([77]), unit: "day" });
    const found = ids(await all(open()));
    const isSkipped = (id: number) =>
      skipped().some(({ from, to }) => id * 86_400 >= from && id * 86_400 < to);
    expect(new Set(found).size).toBe(found.length);
    expect(isSkipped(77)).toBe(true);
    const missing = numbers(200).filter((id) => !found.includes(id));
    expect(missing).toContain(77);
    expect(missing.filter((id) => !isSkipped(id))).toEqual([]);
    expect(missing.length).toBeLessThan(25);
  });

  test.each(["all requests fail", "all records fail"])(
    "ends with an error when %s, and goes on later from its checkpoint",
    async (outage) => {
      const unreadable = new Set<number>();
      const faults: Faults = {};
      const world = { times: spread, unreadable, status: 500 };
      const { open, skipped, requests } = serve(world, faults);
      const list = open();
      const found: Item[] = [];
      let before = 0;
      const read = async () => {
        for await (const item of list) {
          found.push(item);
          if (found.length !== 50) continue;
          before = requests.length;
          if (outage === "all requests fail") faults.fails = true;
          else for (const id of numbers(200)) unreadable.add(id);
        }
      };
      const error = await failureOf(read());
      expect(error).toMatchObject({ status: 500, checkpoint: { ranges: expect.any(Array) } });
      expect(requests.length - before).toBeLessThan(600);
      faults.fails = false;
      unreadable.clear();
      const { checkpoint } = error as { checkpoint: Checkpoint };
      const rest = await all(open().resumeFrom(stored(checkpoint)));
      expect(ids([...found.slice(0, checkpoint.items), ...rest])).toEqual(numbers(200));
      expect(skipped()).toEqual([]);
    },
  );
});

test("a search in ranges that does not skip ends with the error of the record", async () => {
  const { open, skipped, requests } = serve({ times: spread, unreadable: new Set([77]) });
  const error = await failureOf(all(open(3, 12, "throw")));
  expect(error).toMatchObject({ status: 404, checkpoint: { ranges: expect.any(Array) } });
  expect(JSON.stringify(error)).not.toContain("done");
  expect(requests.length).toBeLessThan(40);
  expect(skipped()).toEqual([]);
});

test("a search in ranges whose items are used side by side goes on from its checkpoint", async () => {
  const world = { times: spread.slice(0, 60), unreadable: new Set([10, 40]) };
  const list = serve(world).open(2);
  const done: number[] = [];
  for await (const { id } of list.map((item) => item, { concurrency: 40 })) {
    const rest = await all(serve(world).open().resumeFrom(stored(list.checkpoint())));
    expect([...done, ...ids(rest)].sort((one, other) => one - other)).toEqual(without(60, 10, 40));
    done.push(id);
  }
  expect(done).toHaveLength(58);
});

test("a range that gave its end to another one is not left out for a record of that time", async () => {
  const { open, skipped } = serve({ times: [0, 0, 0, 0, 0, 1, 1], unreadable: new Set([5]) });
  expect(ids(await all(open(3, 1)))).toEqual([0, 1, 2, 3, 4]);
  expect(skipped().map(({ from }) => from)).toEqual([1]);
});

describe("a search in ranges with random records that cannot be read", () => {
  const worlds = fc
    .record({
      gaps: fc.array(fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 9 * 86_400 })), {
        minLength: 1,
        maxLength: 40,
      }),
      broken: fc.uniqueArray(fc.integer({ min: 1, max: 39 }), { maxLength: 6 }),
      concurrency: fc.integer({ min: 1, max: 5 }),
      perPage: fc.constantFrom(1, 3, 12),
      kills: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
    })
    .map(({ gaps, ...rest }) => ({
      ...rest,
      times: gaps.map((_, index) => gaps.slice(1, index + 1).reduce((sum, gap) => sum + gap, 0)),
    }))
    // More than three in a row are an outage.
    .filter(({ times, broken }) => {
      const bad = new Set(broken.map((id) => times[id]));
      const seconds = [...new Set(times)].map((time) => bad.has(time));
      return !seconds.some((_, at) => seconds.slice(at, at + 4).filter(Boolean).length === 4);
    });

  test("returns each item outside of what was left out once, though it is killed", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ times, broken, concurrency, perPage, kills }) => {
        const { open, skipped } = serve({ times, unreadable: new Set(broken) });
        const { done, last } = await readWithKills(
          (from) => open(concurrency, perPage).resumeFrom(from),
          kills,
        );
        expect(last).toMatchObject({ complete: true });
        const seconds = new Set(skipped().map(({ from }) => from));
        expect(seconds).toEqual(
          new Set(broken.filter((id) => id < times.length).map((id) => times[id])),
        );
        // Of a second with a record that cannot be read, those before it are returned.
        const isReadable = (time: number, id: number) =>
          !broken.some((bad) => times[bad] === time && bad <= id);
        const readable = numbers(times.length).filter((id) => isReadable(times[id] as number, id));
        expect(ids(done).sort((one, other) => one - other)).toEqual(readable);
      }),
      { numRuns: 100 },
    );
  });

  test("goes on after each page with its checkpoint", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ times, broken, concurrency, perPage }) => {
        const world = { times, unreadable: new Set(broken) };
        const whole = ids(await all(serve(world).open(concurrency, perPage)));
        const seen: number[] = [];
        for await (const page of serve(world).open(concurrency, perPage).pages()) {
          seen.push(...ids(page.items));
          const again = serve(world).open(concurrency, perPage);
          const rest = await all(again.resumeFrom(stored(page.checkpoint)));
          expect([...seen, ...ids(rest)].sort((one, other) => one - other)).toEqual(whole);
        }
      }),
      { numRuns: 6 },
    );
  });
});
