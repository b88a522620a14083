import {
  defineJob,
  fromList,
  fromRows,
  fromSearch,
  memoryState,
  type RunProgress,
  run,
} from "@interkit/jobs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { fakeClock, until } from "../../core/test/support/virtual-time.ts";
import { loadSandbox, setup } from "./support/setup.ts";

beforeEach(async () => {
  await loadSandbox();
  fakeClock(Date.UTC(2026, 5, 1));
});
afterEach(() => void vi.useRealTimers());

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("progress", () => {
  test("is reported about once a second, with the rate and the time that is left", async () => {
    const reports: RunProgress[] = [];
    const job = defineJob({
      name: "job",
      source: fromRows(numbers(600), { total: 600 }),
      concurrency: 1,
      step: () => new Promise((resolve) => setTimeout(resolve, 100)),
    });
    const onProgress = (progress: RunProgress) => void reports.push(progress);
    await until(run(job, { state: memoryState(), onProgress }));
    expect(reports).toHaveLength(61);
    expect(reports[29]).toEqual({
      items: 300,
      total: 600,
      counts: { done: 300, gone: 0, failed: 0, incomplete: 0 },
      perSecond: 10,
      remainingMs: 30_000,
    });
    expect(reports.at(-1)).toMatchObject({ items: 600, remainingMs: 0 });
  });

  test("has the rate of the last half minute", async () => {
    const reports: RunProgress[] = [];
    const job = defineJob({
      name: "job",
      source: fromRows(numbers(1_600)),
      concurrency: 1,
      step: (row) => new Promise((resolve) => setTimeout(resolve, row <= 1_000 ? 10 : 100)),
    });
    const onProgress = (progress: RunProgress) => void reports.push(progress);
    await until(run(job, { state: memoryState(), onProgress }));
    expect(reports[5]?.perSecond).toBeCloseTo(100);
    const last = reports.at(-1);
    expect(last?.perSecond).toBeCloseTo(10);
    expect(last).toMatchObject({ total: undefined, remainingMs: undefined });
  });

  test("has the total of a whole search, though it is read in ranges", async () => {
    const { sandbox, intercom } = setup();
    const now = Math.floor(Date.now() / 1000);
    for (const age of numbers(40)) sandbox.seed.contact({ created_at: now - age * 86_400 });
    const query = { field: "role", operator: "=", value: "user" } as const;
    const search = intercom.contacts.search({ query, pagination: { per_page: 5 } });
    const reports: RunProgress[] = [];
    const job = defineJob({ name: "job", source: fromSearch(search), step: () => undefined });
    const onProgress = (progress: RunProgress) => void reports.push(progress);
    await until(run(job, { state: memoryState(), onProgress }));
    expect(reports.at(-1)).toMatchObject({ items: 40, total: 40 });
  });

  test("has the items of the run that is continued, and the total of the list", async () => {
    const { intercom } = setup(40);
    const state = memoryState();
    const reports: RunProgress[] = [];
    const source = fromList(intercom.contacts.list({ per_page: 10 }));
    let budget = 15;
    const job = defineJob({
      name: "job",
      source,
      concurrency: 1,
      step: () => {
        budget -= 1;
        if (budget === 0) process.emit("SIGTERM");
      },
    });
    expect((await until(run(job, { state }))).counts.done).toBe(20);
    await until(run(job, { state, onProgress: (progress) => void reports.push(progress) }));
    expect(reports.at(-1)).toMatchObject({ items: 40, total: 40, counts: { done: 40 } });
  });

  test("that cannot be shown ends no run", async () => {
    const job = defineJob({ name: "job", source: fromRows([1]), step: () => undefined });
    const onProgress = () => {
      throw new Error("no terminal");
    };
    const summary = await until(run(job, { state: memoryState(), onProgress }));
    expect(summary.counts.done).toBe(1);
  });
});

test("a report that rejects ends neither the run nor the process", async () => {
  const job = defineJob({ name: "job", source: fromRows([1]), step: () => undefined });
  const onProgress = async () => {
    throw new Error("no terminal");
  };
  // Vitest fails for a rejection that is not handled.
  expect((await until(run(job, { state: memoryState(), onProgress }))).outcome).toBe("complete");
});
