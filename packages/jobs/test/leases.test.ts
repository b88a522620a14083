import {
  defineJob,
  fileState,
  JobError,
  type LeaseWait,
  memoryState,
  run,
  type StateStore,
} from "@interkit/jobs";
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { until } from "../../core/test/support/virtual-time.ts";
import { engines, temporaryPath } from "./support/files.ts";
import { openStore } from "./support/stores.ts";
import { rows, waitingJob } from "./support/waiting-job.ts";
import { wrapStore } from "./support/wrap-store.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [engine] = engines;
const stores: readonly (readonly [string, () => StateStore])[] = [
  ["memoryState", memoryState],
  ["fileState", () => fileState(temporaryPath(), { engine })],
];

describe.each(stores)("a job in %s", (_, create) => {
  const open = () => openStore(create);

  async function isBegun(seen: readonly unknown[]) {
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0), { timeout: 60_000 });
  }

  test("runs in one process at a time, for as long as that renews its lease", async () => {
    const state = open();
    const { job, letGo, seen } = waitingJob();
    const first = run(job, { state, leaseMs: 3_000 });
    await isBegun(seen);
    await vi.advanceTimersByTimeAsync(60_000);
    const second = run(job, { state, leaseMs: 3_000 }).catch((reason: unknown) => reason);
    await vi.advanceTimersByTimeAsync(3_000);
    const error = await second;
    expect(error).toBeInstanceOf(JobError);
    expect(error).toMatchObject({ kind: "job", reason: "running", job: "job" });
    letGo();
    expect((await until(first)).counts.done).toBe(3);
    expect((await run({ ...job, step: () => undefined }, { state })).outcome).toBe("complete");
  });

  test("waits for the lease of a process that was killed", async () => {
    const state = open();
    await state.acquire("job", 30_000);
    const seen: number[] = [];
    const job = defineJob({ name: "job", source: rows(3), step: (row) => void seen.push(row) });
    const next = run(job, { state, onWait: () => undefined });
    await vi.advanceTimersByTimeAsync(29_000);
    expect(seen).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await next).counts.done).toBe(3);
  });

  test.each([
    ["the process, when its lease ends and what to do", undefined],
    ["the same where onWait throws", new Error("broken")],
  ])("that waits for a lease reports once %s", async (_, failure) => {
    const state = open();
    await state.acquire("job", 20_000, "process 4711 on build-7");
    const waits: LeaseWait[] = [];
    const onWait = (wait: LeaseWait) => {
      waits.push(wait);
      if (failure !== undefined) throw failure;
    };
    const job = defineJob({ name: "job", source: rows(3), step: () => undefined });
    const next = run(job, { state, onWait });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(waits).toEqual([
      expect.objectContaining({ job: "job", owner: "process 4711 on build-7", endsInMs: 20_000 }),
    ]);
    expect(waits[0]?.message).toBe(
      'Waiting up to 30 s for the job "job": process 4711 on build-7 has its lease, which ends in 20 s unless renewed. If that process was killed, this run continues when the lease has ended; if it still runs, stop it, or run the job later',
    );
    await vi.advanceTimersByTimeAsync(20_000);
    expect((await next).counts.done).toBe(3);
    expect(waits).toHaveLength(1);
  });

  test("writes that it waits to stderr, unless it has onWait", async () => {
    const printed = vi.spyOn(console, "error").mockImplementation(() => undefined);
    onTestFinished(() => printed.mockRestore());
    const state = open();
    await state.acquire("job", 1_000);
    const job = defineJob({ name: "job", source: rows(3), step: () => undefined });
    const next = run(job, { state });
    await vi.advanceTimersByTimeAsync(3_000);
    await next;
    expect(printed.mock.calls).toEqual([
      [
        expect.stringMatching(
          /^Waiting up to 30 s for the job "job": another process has its lease/,
        ),
      ],
    ]);
    const onWait = vi.fn();
    await state.acquire("job", 1_000);
    const again = run(job, { state, onWait });
    await vi.advanceTimersByTimeAsync(3_000);
    await again;
    expect([onWait, printed].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  });

  test.each([
    ["its budget", { budgetMs: 1_000 }, { reason: "running" }],
    ["its signal", { signal: AbortSignal.abort("enough") }, "enough"],
  ])("waits no longer than %s allows", async (_, options, reason) => {
    const state = open();
    await state.acquire("job", 30_000);
    const job = defineJob({ name: "job", source: rows(3), step: () => undefined });
    const next = run(job, { state, ...options }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    const error = await until(next);
    if (typeof reason === "string") expect(error).toBe(reason);
    else expect(error).toMatchObject(reason);
  });

  test("does not block another job of the same state", async () => {
    const state = open();
    const { job, letGo, seen } = waitingJob();
    const first = run(job, { state });
    await isBegun(seen);
    const other = defineJob({ ...job, name: "other", step: () => undefined });
    expect((await run(other, { state })).counts.done).toBe(3);
    letGo();
    await until(first);
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
    await expect(until(late)).rejects.toMatchObject({ name: "JobError", reason: "lease-lost" });
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
    await vi.waitFor(() => expect(seen).toEqual([1]), { timeout: 60_000 });
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
    await vi.waitFor(() => expect(seen).toEqual([1]), { timeout: 60_000 });
    await vi.advanceTimersByTimeAsync(30_000);
    letGo();
    expect((await until(running)).counts.done).toBe(3);
  });

  test("ends at once when another process has the lease", async () => {
    const { job, signals, seen } = waitingJob();
    const state = wrapStore(memoryState(), { renew: async () => false });
    const outcome = run(job, { state, leaseMs: 3_000 }).catch((reason: unknown) => reason);
    await vi.waitFor(() => expect(seen).toEqual([1]), { timeout: 60_000 });
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
