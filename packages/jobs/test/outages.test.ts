import { ApiError } from "@interkit/client";
import { createIntercom } from "@interkit/client/2.16";
import { defineJob, failedItems, fromRows, memoryState, run } from "@interkit/jobs";
import fc from "fast-check";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { fakeClock, until } from "../../core/test/support/virtual-time.ts";
import { loadSandbox, setup } from "./support/setup.ts";

beforeAll(loadSandbox);
beforeEach(() => fakeClock(Date.UTC(2026, 5, 1)));
afterEach(() => void vi.useRealTimers());

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function keysOf(list: AsyncIterable<{ readonly key: string }>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of list) keys.push(key);
  return keys;
}

test("an outage stops the run, whose items are left for the next one", async () => {
  const { sandbox, intercom } = setup();
  const state = memoryState();
  const job = defineJob({
    name: "backfill",
    source: fromRows(numbers(200), { batchSize: 10 }),
    key: String,
    concurrency: 20,
    step: (number, { call }) => intercom.contacts.create({ external_id: `u${number}` }, call),
  });
  sandbox.faults.add({ route: "POST /contacts", skip: 65, fault: { status: 503 } });
  const stopped = await until(run(job, { state }));
  expect(stopped).toMatchObject({
    outcome: "stopped",
    stoppedBy: "failures",
    counts: { failed: 0 },
  });
  expect(stopped.counts.done).toBe(60);
  expect(stopped.notices).toEqual([
    expect.stringMatching(
      /^The run stopped, since 25 items in a row failed\. .* POST \/contacts answered 503/,
    ),
  ]);
  expect(await keysOf(failedItems(job, { state }))).toEqual([]);

  sandbox.faults.clear();
  // What was created and not stored comes again.
  const again = { ...job, step: ignoreConflicts(job.step) };
  const next = await until(run(again, { state }));
  expect(next).toMatchObject({
    outcome: "complete",
    isResumed: true,
    counts: { done: 200, failed: 0 },
  });
  expect(sandbox.requests.list().length).toBeGreaterThan(0);
});

/** A step that may run twice. */
function ignoreConflicts<Item, Context>(step: (item: Item, context: Context) => unknown) {
  return async (item: Item, context: Context) => {
    try {
      await step(item, context);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409)) throw error;
    }
  };
}

test("fewer failures in a row are failed items, at the end of the source too", async () => {
  const state = memoryState();
  const job = defineJob({
    name: "tail",
    source: fromRows(numbers(100), { batchSize: 7 }),
    key: String,
    attempts: 1,
    concurrency: 1,
    step: (number) => {
      if (number > 80) throw new Error("away");
    },
  });
  const summary = await until(run(job, { state }));
  expect(summary).toMatchObject({ outcome: "complete", counts: { done: 80, failed: 20 } });
  const keys = await keysOf(failedItems(job, { state }));
  expect(keys).toEqual(numbers(100).slice(80).map(String).sort());
});

test("failures before a success are stored with it", async () => {
  const state = memoryState();
  let stored: number | undefined;
  const job = defineJob({
    name: "early",
    source: fromRows(numbers(40), { batchSize: 2 }),
    attempts: 1,
    concurrency: 1,
    step: async (number) => {
      if (number <= 5) throw new Error("away");
      if (number === 20) stored = (await state.progress("early"))?.counts.failed;
    },
  });
  await until(run(job, { state }));
  expect(stored).toBe(5);
});

test("a token that cannot be had is an outage, and no reason to give up each item", async () => {
  const { sandbox } = setup();
  const token = () => Promise.reject(new Error("The vault is locked"));
  const intercom = createIntercom({ token, fetch: sandbox.fetch, rateLimit: { key: "test" } });
  const state = memoryState();
  const job = defineJob({
    name: "locked",
    source: fromRows(numbers(100)),
    step: (number, { call }) => intercom.contacts.create({ external_id: String(number) }, call),
  });
  const { stoppedBy, counts } = await until(run(job, { state }));
  expect({ stoppedBy, counts }).toMatchObject({ stoppedBy: "failures", counts: { failed: 0 } });
});

test("failures that will not pass are no outage", async () => {
  const { intercom } = setup();
  const state = memoryState();
  const job = defineJob({
    name: "wrong",
    source: fromRows(numbers(60)),
    step: (number, { call }) =>
      intercom.contacts.create({ external_id: String(number), role: "wrong" as "user" }, call),
  });
  const summary = await until(run(job, { state }));
  expect(summary).toMatchObject({ outcome: "complete", counts: { done: 0, failed: 60 } });
});

test("with Infinity, nothing counts as an outage", async () => {
  const job = defineJob({
    name: "all",
    source: fromRows(numbers(200), { batchSize: 3 }),
    attempts: 1,
    step: () => Promise.reject(new Error("away")),
  });
  const options = { state: memoryState(), maxFailuresInARow: Number.POSITIVE_INFINITY };
  expect(await until(run(job, options))).toMatchObject({
    outcome: "complete",
    counts: { failed: 200 },
  });
});

test("runs of failures of any length lose no item, and hold up no run", async () => {
  const anyFailures = fc.array(fc.boolean(), { maxLength: 80 });
  const anySize = fc.integer({ min: 1, max: 5 });
  await fc.assert(
    fc.asyncProperty(
      anyFailures,
      anySize,
      fc.integer({ min: 1, max: 90 }),
      async (fails, size, most) => {
        const state = memoryState();
        const job = defineJob({
          name: "random",
          source: fromRows(fails, { batchSize: size }),
          attempts: 1,
          concurrency: 1,
          step: (isFailing) => {
            if (isFailing) throw new Error("away");
          },
        });
        const { outcome, counts } = await until(run(job, { state, maxFailuresInARow: most }));
        const longest = Math.max(0, ...fails.map(lengthOfFailures));
        expect(outcome).toBe(longest >= most ? "stopped" : "complete");
        const stored = counts.done + counts.failed;
        expect(counts.failed).toBe(fails.slice(0, stored).filter(Boolean).length);
        expect((await keysOf(failedItems(job, { state }))).length).toBe(counts.failed);
        if (outcome === "complete") expect(stored).toBe(fails.length);
        // The failures of an outage are not stored.
        else
          expect(stored).toBeLessThanOrEqual(
            fails.findIndex((_, at, all) => lengthOfFailures(true, at, all) >= most),
          );
      },
    ),
    { numRuns: 200 },
  );
});

/** How many failures begin at a place. */
function lengthOfFailures(_: boolean, at: number, fails: readonly boolean[]): number {
  const end = fails.indexOf(false, at);
  return (end < 0 ? fails.length : end) - at;
}
