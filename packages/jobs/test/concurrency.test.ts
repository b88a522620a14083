import { defineJob, fromRows, memoryState, run } from "@interkit/jobs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../../core/test/support/virtual-time.ts";

beforeEach(() => fakeClock(Date.UTC(2026, 5, 1)));
afterEach(() => void vi.useRealTimers());

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("items at the same time", () => {
  test("are as many as the concurrency, over the ends of batches", async () => {
    let [running, most] = [0, 0];
    const job = defineJob({
      name: "at-once",
      source: fromRows(numbers(200), { batchSize: 3 }),
      concurrency: 20,
      step: async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 100));
        running -= 1;
      },
    });
    const { durationMs } = await until(run(job, { state: memoryState() }));
    expect(most).toBe(20);
    // Ten rounds of 20.
    expect(durationMs).toBe(1_000);
  });

  test("go on while one of them is slow, until 50 batches wait for it", async () => {
    let isSlow = true;
    const seen: number[] = [];
    const marks: unknown[] = [];
    const state = memoryState();
    const job = defineJob({
      name: "slow",
      source: fromRows(numbers(100), { batchSize: 1 }),
      concurrency: 4,
      step: async (row) => {
        seen.push(row);
        if (row > 1) return;
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        isSlow = false;
      },
    });
    const running = run(job, { state });
    await vi.advanceTimersByTimeAsync(30_000);
    marks.push((await state.progress("slow"))?.mark);
    expect({ isSlow, seen, marks }).toEqual({
      isSlow: true,
      seen: numbers(50),
      marks: [undefined],
    });
    await vi.advanceTimersByTimeAsync(40_000);
    expect((await running).counts.done).toBe(100);
  });

  test("have different keys: those of a key are worked at one after the other, in their order", async () => {
    const anyItem = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), ms: fc.nat({ max: 20 }) });
    const anyWork = [fc.array(anyItem, { maxLength: 40 }), fc.integer({ min: 1, max: 6 })] as const;
    await fc.assert(
      fc.asyncProperty(
        ...anyWork,
        fc.integer({ min: 1, max: 7 }),
        async (items, concurrency, batchSize) => {
          const running = new Set<string>();
          const seen: number[] = [];
          const job = defineJob({
            name: "keys",
            source: fromRows(
              items.map((item, place) => ({ ...item, place })),
              { batchSize },
            ),
            concurrency,
            step: async ({ id, ms, place }) => {
              expect(running.has(id)).toBe(false);
              running.add(id);
              seen.push(place);
              await new Promise((resolve) => setTimeout(resolve, ms));
              running.delete(id);
            },
          });
          const { counts } = await until(run(job, { state: memoryState() }));
          expect(counts.done).toBe(items.length);
          for (const id of ["a", "b", "c", "d"]) {
            const places = seen.filter((place) => items[place]?.id === id);
            expect(places).toEqual(places.toSorted((one, other) => one - other));
          }
        },
      ),
    );
  });
});
