import { defineJob, fromRows, memoryState, run } from "@interkit/jobs";
import { describe, expect, onTestFinished, test, vi } from "vitest";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A job of 100 rows in batches of ten, five at a time; `until` is awaited with the rows from the 25th on. */
function jobUntil(until: Promise<unknown>, seen: number[], onRow25 = () => {}) {
  return defineJob({
    name: "count",
    source: fromRows(numbers(100), { batchSize: 10 }),
    concurrency: 5,
    step: async (row) => {
      if (row === 25) onRow25();
      if (row >= 25) await until;
      seen.push(row);
    },
  });
}

describe("a signal of the process", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("%s finishes the batches in hand", async (signal) => {
    const before = process.listenerCount(signal);
    const state = memoryState();
    const seen: number[] = [];
    let finish = () => {};
    const until = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const stop = () => {
      process.emit(signal);
      setImmediate(finish);
    };
    const summary = await run(jobUntil(until, seen, stop), { state });
    expect(summary).toMatchObject({
      outcome: "stopped",
      stoppedBy: "signal",
      counts: { done: 30 },
    });
    expect(seen).toHaveLength(30);
    expect(process.listenerCount(signal)).toBe(before);

    const next = await run(jobUntil(Promise.resolve(), seen), { state });
    expect(next).toMatchObject({ outcome: "complete", isResumed: true, counts: { done: 100 } });
    expect(seen.toSorted((one, other) => one - other)).toEqual(numbers(100));
  });

  test("has its usual effect the second time, and where the run does not listen", async () => {
    const before = process.listenerCount("SIGINT");
    let listeners: number[] = [];
    const job = (first: () => void) =>
      defineJob({ name: "count", source: fromRows([1]), step: first });
    await run(
      job(() => {
        listeners = [process.listenerCount("SIGINT")];
        process.emit("SIGINT");
        listeners.push(process.listenerCount("SIGINT"));
      }),
      { state: memoryState() },
    );
    expect(listeners).toEqual([before + 1, before]);
    await run(
      job(() => {
        listeners = [process.listenerCount("SIGINT")];
      }),
      { state: memoryState(), stopOnSignals: false },
    );
    expect(listeners).toEqual([before]);
  });

  test("stops all runs of a process, which add one listener together", async () => {
    const before = process.listenerCount("SIGTERM");
    let running = 0;
    const jobs = numbers(12).map((number) =>
      defineJob({
        name: `job-${number}`,
        source: fromRows(numbers(3), { batchSize: 1 }),
        concurrency: 1,
        step: async () => {
          running += 1;
          if (running === 12) {
            expect(process.listenerCount("SIGTERM")).toBe(before + 1);
            process.emit("SIGTERM");
          }
          await vi.waitFor(() => expect(running).toBeGreaterThanOrEqual(12), { timeout: 60_000 });
        },
      }),
    );
    const state = memoryState();
    const summaries = await Promise.all(jobs.map((job) => run(job, { state })));
    expect(new Set(summaries.map(({ stoppedBy }) => stoppedBy))).toEqual(new Set(["signal"]));
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });
});

describe("a budget", () => {
  test("ends a run after the batches in hand, and the next one goes on", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const state = memoryState();
    const job = defineJob({
      name: "slow",
      source: fromRows(numbers(20), { batchSize: 2 }),
      concurrency: 2,
      step: () => new Promise((resolve) => setTimeout(resolve, 1_000)),
    });
    const first = run(job, { state, budgetMs: 3_500 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await first).toMatchObject({
      stoppedBy: "budget",
      counts: { done: 8 },
      durationMs: expect.closeTo(4_000, -2),
    });
    const second = run(job, { state });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await second).toMatchObject({ outcome: "complete", counts: { done: 20 } });
  });

  test("that is over before the first batch comes allows one, so that each run advances", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const state = memoryState();
    const job = defineJob({
      name: "slow",
      source: fromRows(
        (after) =>
          new Promise<number[]>((resolve) => {
            const page = numbers(6).slice(Number(after ?? 0), Number(after ?? 0) + 2);
            setTimeout(() => resolve(page), 5_000);
          }),
        { position: (row) => row },
      ),
      step: () => undefined,
    });
    const counts: number[] = [];
    for (let outcome = "stopped"; outcome === "stopped"; ) {
      const next = run(job, { state, budgetMs: 1 });
      await vi.advanceTimersByTimeAsync(60_000);
      const summary = await next;
      outcome = summary.outcome;
      counts.push(summary.counts.done);
      if (counts.length === 4) break;
    }
    expect(counts).toEqual([2, 4, 6, 6]);
  });

  test("ends a run whose source never returns, some seconds later", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const job = defineJob({
      name: "hangs",
      source: {
        name: "a source that ignores its signal",
        afterwards: "continue",
        async *read() {
          yield { items: [1], mark: 1 };
          await new Promise(() => undefined);
        },
      },
      step: () => undefined,
    });
    const stopped = run(job, { state: memoryState(), budgetMs: 1_000 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await stopped).toMatchObject({ stoppedBy: "budget", counts: { done: 1 } });
  });

  test("of a source that waits for its next batch ends it", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    let isLeft = false;
    const job = defineJob({
      name: "waits",
      source: {
        name: "an endless source",
        afterwards: "continue",
        async *read({ signal }) {
          yield { items: [1], mark: 1 };
          await new Promise((resolve) => signal.addEventListener("abort", resolve));
          isLeft = true;
        },
      },
      step: () => undefined,
    });
    const stopped = run(job, { state: memoryState(), budgetMs: 1_000 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await stopped).toMatchObject({ outcome: "stopped", counts: { done: 1 } });
    expect(isLeft).toBe(true);
  });
});
