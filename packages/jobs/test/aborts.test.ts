import { createIntercom } from "@interkit/client/2.16";
import { defineJob, failedItems, fromRows, memoryState, run } from "@interkit/jobs";
import { describe, expect, onTestFinished, test } from "vitest";
import { setup } from "./support/setup.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("an abort", () => {
  test("rejects with the reason of the signal, and leaves what is in hand to the next run", async () => {
    const state = memoryState();
    const seen: number[] = [];
    const controller = new AbortController();
    const signals: AbortSignal[] = [];
    const job = defineJob({
      name: "count",
      source: fromRows(numbers(100), { batchSize: 10 }),
      concurrency: 5,
      step: async (row, { signal, call }) => {
        expect(call).toEqual({ signal, priority: "bulk" });
        if (row < 25) return void seen.push(row);
        signals.push(signal);
        if (row === 25) setImmediate(() => controller.abort());
        await new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      },
    });
    const error = await run(job, { state, signal: controller.signal }).catch((reason) => reason);
    expect(error).toBe(controller.signal.reason);
    expect(error).toMatchObject({ name: "AbortError" });
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
    expect(await state.progress("count")).toMatchObject({ counts: { done: 20, failed: 0 } });
    expect(await state.failed("count", { limit: 1 })).toEqual([]);
    // The lease was released.
    const next = { ...job, step: (row: number) => void seen.push(row) };
    expect((await run(next, { state })).counts.done).toBe(100);
  });

  test("may have as many listeners as there are items in hand, without a warning", async () => {
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on("warning", onWarning);
    onTestFinished(() => void process.off("warning", onWarning));
    const controller = new AbortController();
    let waiting = 0;
    const job = defineJob({
      name: "waits",
      source: fromRows(numbers(50)),
      step: (_, { signal }) =>
        new Promise<void>((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          waiting += 1;
          if (waiting === 50) setImmediate(() => controller.abort());
        }),
    });
    const options = { state: memoryState(), signal: controller.signal };
    await expect(run(job, options)).rejects.toMatchObject({ name: "AbortError" });
    expect(warnings).toEqual([]);
  });

  test("before the run begins changes nothing", async () => {
    const state = memoryState();
    const signal = AbortSignal.abort();
    const job = defineJob({ name: "count", source: fromRows([1]), step: () => undefined });
    await expect(run(job, { state, signal })).rejects.toBe(signal.reason);
    expect(await state.acquire("count", 1)).toMatchObject({ token: 1 });
  });
});

describe("errors after which no other item can be done", () => {
  test("of a job that a step runs end the run", async () => {
    const state = memoryState();
    await state.acquire("inner", 60_000);
    const inner = defineJob({ name: "inner", source: fromRows([1]), step: () => undefined });
    const outer = defineJob({
      name: "outer",
      source: fromRows([1, 2]),
      step: async () => void (await run(inner, { state, leaseMs: 50 })),
    });
    await expect(run(outer, { state })).rejects.toMatchObject({ reason: "running", job: "inner" });
    expect(await state.failed("outer", { limit: 1 })).toEqual([]);
  });

  test.each([
    ["401", { status: 401, code: "unauthorized" }],
    ["403 api_plan_restricted", { status: 403, code: "api_plan_restricted" }],
  ])("%s ends the run with that error, and no item is among the failed ones", async (_, fault) => {
    const { intercom, sandbox } = setup();
    sandbox.faults.add({ route: "POST /contacts", skip: 15, fault });
    const state = memoryState();
    const job = defineJob({
      name: "backfill",
      source: fromRows(numbers(30), { batchSize: 5 }),
      concurrency: 3,
      step: (number, { call }) => intercom.contacts.create({ external_id: String(number) }, call),
    });
    await expect(run(job, { state })).rejects.toMatchObject({ status: fault.status });
    expect(await state.failed("backfill", { limit: 1 })).toEqual([]);
    const done = (await state.progress("backfill"))?.counts.done;
    expect(done).toBeGreaterThanOrEqual(10);
    expect(done).toBeLessThanOrEqual(15);

    sandbox.faults.clear();
    const all = createIntercom({ token: "test-token", fetch: sandbox.fetch });
    const next = {
      ...job,
      step: (number: number) => all.contacts.create({ external_id: `x${number}` }),
    };
    expect((await run(next, { state })).counts).toMatchObject({ done: 30, failed: 0 });
    for await (const item of failedItems(job, { state })) expect(item).toBeUndefined();
  });
});

test("a signal that is aborted while the state is opened ends the run before its first item", async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  const job = defineJob({ name: "job", source: fromRows([1]), step: (row) => void seen.push(row) });
  const running = run(job, { state: memoryState(), signal: controller.signal });
  controller.abort();
  await expect(running).rejects.toBe(controller.signal.reason);
  expect(seen).toEqual([]);
});
