import fc from "fast-check";
import { expect, test } from "vitest";
import { sorted } from "../src/paging/page-slice.ts";
import { collection, type Entity } from "../src/store/collection.ts";
import { comparePositions } from "../src/store/position.ts";
import { SortedList } from "../src/store/sorted-list.ts";
import { Store } from "../src/store/store.ts";

interface Thing extends Entity {
  readonly rank: number | null;
  readonly hidden: boolean;
  readonly words: readonly string[];
}

const things = collection<Thing>(
  "things",
  "number",
  { word: ({ words }) => words },
  { rank: ({ rank, hidden }) => !hidden && rank },
);

/** Few ids and few values, so that changes often affect the same record. */
const id = fc.integer({ min: 1, max: 15 }).map(String);
const rank = fc.option(fc.integer({ min: -3, max: 3 }), { nil: null });
const words = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 3 });
const thing: fc.Arbitrary<Thing> = fc.record({ id, rank, hidden: fc.boolean(), words });

type Step = { put: Thing } | { drop: string } | { sort: true };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: thing.map((put) => ({ put })) },
    { weight: 2, arbitrary: id.map((drop) => ({ drop })) },
    // After the first query, the index is updated and not built again.
    { weight: 1, arbitrary: fc.constant({ sort: true as const }) },
  ),
  { maxLength: 60 },
);

function walk(all: readonly Step[]) {
  const kept = new Store("seed").collection(things);
  for (const step of all) {
    if ("put" in step) kept.insert(step.put);
    else if ("drop" in step) kept.delete(step.drop);
    else {
      kept.sorted("rank", true);
      kept.count("word", "a");
    }
  }
  const shown = kept.all().filter(({ hidden }) => !hidden);
  const inOrder = (descending: boolean) => sorted(shown, { by: (one) => one.rank, descending });
  return { kept, shown, inOrder };
}

test("an order equals a sort, in both directions, after any changes", () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (all, descending) => {
      const { kept, inOrder } = walk(all);
      const listing = kept.sorted("rank", descending);
      expect(listing.from(0, listing.size)).toEqual(inOrder(descending));
    }),
  );
});

test("a slice of an order equals that of the sorted list", () => {
  const at = fc.integer({ min: 0, max: 20 });
  fc.assert(
    fc.property(steps, fc.boolean(), at, at, (all, descending, skipped, count) => {
      const { kept, inOrder } = walk(all);
      const part = kept.sorted("rank", descending).from(skipped, count);
      expect(part).toEqual(inOrder(descending).slice(skipped, skipped + count));
    }),
  );
});

test("the items after a position are correct, also when its record was deleted", () => {
  const position = fc.record({ value: rank, id });
  fc.assert(
    fc.property(steps, fc.boolean(), position, (all, descending, from) => {
      const { kept, inOrder } = walk(all);
      const listing = kept.sorted("rank", descending);
      const isAfter = (one: Thing) =>
        comparePositions(listing.positionOf(one), from, descending) > 0;
      expect(listing.after(from, 5)).toEqual(inOrder(descending).filter(isAfter).slice(0, 5));
    }),
  );
});

test("a range has the records between its ends, and their number", () => {
  const end = fc.integer({ min: -5, max: 5 });
  fc.assert(
    fc.property(steps, end, end, (all, low, high) => {
      const { kept, inOrder } = walk(all);
      const range = kept.between("rank", low, high);
      const expected = inOrder(false).filter(
        (one) => one.rank !== null && one.rank >= low && one.rank <= high,
      );
      expect(range.read()).toEqual(expected);
      expect(range.size).toBe(expected.length);
    }),
  );
});

test("an index finds and counts the records of a key", () => {
  fc.assert(
    fc.property(steps, fc.constantFrom("a", "b", "d"), (all, key) => {
      const { kept } = walk(all);
      const expected = kept.all().filter((one) => one.words.includes(key));
      const found = kept.findBy("word", key);
      expect(found).toHaveLength(expected.length);
      expect(new Set(found)).toEqual(new Set(expected));
      expect(kept.count("word", key)).toBe(expected.length);
    }),
  );
});

test("a page is found by reading few records, whatever the size of the collection", () => {
  const looked = (size: number) => {
    let count = 0;
    const read = (one: Thing) => {
      count += 1;
      return one.rank;
    };
    const key = collection<Thing>("things", "number", {}, { rank: read });
    const kept = new Store("seed").collection(key);
    for (let i = 1; i <= size; i++) {
      kept.insert({ id: String(i), rank: (i * 7919) % size, hidden: false, words: [] });
    }
    kept.sorted("rank", true);
    count = 0;
    kept.sorted("rank", true).after({ value: size / 2, id: "7" }, 10);
    kept.update("5", { rank: size / 3 });
    kept.insert({ id: String(size + 1), rank: size + 1, hidden: false, words: [] });
    kept.delete("9");
    return count;
  };
  expect(looked(1000)).toBeLessThan(100);
  expect(looked(100_000)).toBeLessThan(200);
});

test("an undefined index throws", () => {
  const kept = new Store("seed").collection(things);
  expect(() => kept.findBy("name", "a")).toThrow("things has no index name");
  expect(() => kept.sorted("name", true)).toThrow("things has no order name");
});

test("a long list behaves as a short one", () => {
  const step = fc.record({ value: fc.integer({ min: 0, max: 5000 }), goes: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 400 }), (all) => {
      const model = Array.from({ length: 3000 }, (_, i) => i);
      const list = new SortedList<number>(model);
      for (const { value, goes } of all) {
        // Adjacent values, so that blocks fill up and become empty.
        const near = value % 1200;
        const isBefore = (item: number) => item < near;
        const place = model.filter(isBefore).length;
        if (!goes) list.insert(near, isBefore);
        else if (model[place] === near) list.remove(isBefore);
        model.splice(place, goes ? Number(model[place] === near) : 0, ...(goes ? [] : [near]));
        expect(list.countBefore(isBefore)).toBe(place);
      }
      expect(list.size).toBe(model.length);
      expect(list.slice(0, list.size)).toEqual(model);
      expect(list.slice(700, 2300)).toEqual(model.slice(700, 2300));
    }),
    { numRuns: 30 },
  );
});
