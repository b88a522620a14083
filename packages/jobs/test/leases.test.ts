import {
  defineJob,
  fileState,
  fromRows,
  JobError,
  memoryState,
  run,
  type StateStore,
} from "@interkit/jobs";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { engines, temporaryPath } from "./support/files.ts";
import { wrapStore } from "./support/wrap-store.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [engine] = engines;
const stores: readonly (readonly [string, () => StateStore])[] = [
  ["memoryState", memoryState],
  ["fileState", () => fileState(temporaryPath(), { engine })],
];

function rows(count: number) {
  return fromRows(
    Array.from({ length: count }, (_, index) => index + 1),
    { batchSize: 1 },
  );
}

/** A job of three rows, whose second one waits until it is let go. */
function waitingJob() {
  let letGo = () => {};
  const wait = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const signals: AbortSignal[] = [];
  const seen: number[] = [];
  const job = defineJob({
    name: "job",
    source: rows(3),
    concurrency: 1,
    step: async (row, { signal }) => {
      signals.push(signal);
      if (row === 2) await wait;
      seen.push(row);
    },
  });
  return { job, letGo: () => letGo(), signals, seen };
}

describe.each(stores)("a job in %s", (_, create) => {
  function open() {
    const store = create();
    onTestFinished(() => store.close());
    return store;
  }

  async function isBegun(seen: readonly unknown[]) {
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0));
  }

  test("runs in one process at a time, for as long as that renews its lease", async () => {
    const state = open();
    const { job, letGo, seen } = waitingJob();
    const first = run(job, { state, leaseMs: 3_000 });
    await isBegun(seen);
    await vi.advanceTimersByTimeAsync(60_000);
    const error = await run(job, { state, leaseMs: 3_000 }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(JobError);
    expect(error).toMatchObject({ kind: "job", reason: "running", job: "job" });
    expect(String(error)).toContain("for up to 3 seconds");
    letGo();
    expect((await first).counts.done).toBe(3);
    expect((await run({ ...job, step: () => undefined }, { state })).outcome).toBe("complete");
  });

  test("does not block another job of the same state", async () => {
    const state = open();
    const { job, letGo, seen } = waitingJob();
    const first = run(job, { state });
    await isBegun(seen);
    const other = defineJob({ ...job, name: "other", step: () => undefined });
    expect((await run(other, { state })).counts.done).toBe(3);
    letGo();
    await first;
  });

  test("is taken over from a process that does not renew its lease, which then writes nothing", async () => {
    const state = open();
    const { job, letGo, seen } = waitingJob();
    // A process whose event loop is blocked does not notice the time.
    const blocked = wrapStore(state, { renew: async () => true });
    const late = run(job, { state: blocked, leaseMs: 3_000 });
    late.catch(() => undefined);
    await isBegun(seen);
    await vi.advanceTimersByTimeAsync(3_001);

    const failing = defineJob({
      ...job,
      step: () => {
        throw Object.assign(new TypeError("refused"));
      },
      attempts: 1,
    });
    const summary = await run(failing, { state, leaseMs: 3_000 });
    expect(summary).toMatchObject({ isResumed: true, counts: { done: 1, failed: 2 } });
    const stored = await state.progress("job");
    const failed = await state.failed("job", { limit: 10 });
    expect(failed).toHaveLength(2);

    letGo();
    await expect(late).rejects.toMatchObject({ name: "JobError", reason: "lease-lost" });
    expect(await state.progress("job")).toEqual(stored);
    expect(await state.failed("job", { limit: 10 })).toEqual(failed);
  });
});

describe("a run that cannot renew its lease", () => {
  test.each([
    ["fails", () => Promise.reject(new Error("disk full"))],
    ["does not answer", () => new Promise<boolean>(() => undefined)],
  ])("since the store %s, ends when the lease ends", async (_, renew) => {
    const { job, signals, seen } = waitingJob();
    const state = wrapStore(memoryState(), { renew });
    const outcome = run(job, { state, leaseMs: 3_000 }).catch((reason: unknown) => reason);
    await vi.waitFor(() => expect(seen).toEqual([1]));
    await vi.advanceTimersByTimeAsync(2_500);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, false]);
    await vi.advanceTimersByTimeAsync(1_600);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    // The step does not end with its signal: the run waits for some seconds.
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await outcome).toMatchObject({ reason: "lease-lost" });
    expect((await state.progress("job"))?.counts.done).toBe(1);
  });

  test("goes on where the store fails for less than the time of the lease", async () => {
    const { job, letGo, seen } = waitingJob();
    const memory = memoryState();
    let failures = 2;
    const renew: StateStore["renew"] = async (...args) => {
      if (failures-- > 0) throw new Error("busy");
      return memory.renew(...args);
    };
    const running = run(job, { state: wrapStore(memory, { renew }), leaseMs: 9_000 });
    await vi.waitFor(() => expect(seen).toEqual([1]));
    await vi.advanceTimersByTimeAsync(30_000);
    letGo();
    expect((await running).counts.done).toBe(3);
  });

  test("ends at once when another process has the lease", async () => {
    const { job, signals, seen } = waitingJob();
    const state = wrapStore(memoryState(), { renew: async () => false });
    const outcome = run(job, { state, leaseMs: 3_000 }).catch((reason: unknown) => reason);
    await vi.waitFor(() => expect(seen).toEqual([1]));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await outcome).toMatchObject({
      reason: "lease-lost",
      message: expect.stringContaining("job"),
    });
  });
});

test("the lease is released when a run fails, and timers are cleared", async () => {
  const state = memoryState();
  const job = defineJob({
    name: "job",
    source: {
      name: "broken",
      afterwards: "restart",
      // biome-ignore lint/correctness/useYield: it fails before its first batch
      async *read() {
        throw new Error("broken source");
      },
    },
    step: () => undefined,
  });
  await expect(run(job, { state, budgetMs: 5_000 })).rejects.toThrow("broken source");
  await expect(run(job, { state })).rejects.toThrow("broken source");
  expect(vi.getTimerCount()).toBe(0);
});

test("a store that fails to commit ends the run, and what it had stored stays", async () => {
  const memory = memoryState();
  let commits = 0;
  const commit: StateStore["commit"] = async (...args) => {
    commits += 1;
    if (commits > 2) throw new Error("disk full");
    return memory.commit(...args);
  };
  const job = defineJob({ name: "job", source: rows(9), concurrency: 1, step: () => undefined });
  await expect(run(job, { state: wrapStore(memory, { commit }) })).rejects.toThrow("disk full");
  const done = (await memory.progress("job"))?.counts.done ?? 0;
  expect(done).toBeGreaterThan(0);
  const { counts, isResumed } = await run(job, { state: memory });
  expect({ counts, isResumed }).toMatchObject({ counts: { done: 9 }, isResumed: true });
});
