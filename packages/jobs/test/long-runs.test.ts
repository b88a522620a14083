import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { defineJob, fromRows, memoryState, run, toJsonLines } from "@interkit/jobs";
import { describe, expect, test } from "vitest";
import { temporaryPath } from "./support/files.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a run of many items", () => {
  test("keeps none of those whose batches are stored", async () => {
    const items: WeakRef<object>[] = [];
    let kept = 0;
    async function* rows() {
      for (let id = 1; id <= 4_000; id++) {
        const item = { id };
        items.push(new WeakRef(item));
        if (id % 100 === 0) await nextTurn();
        yield item;
      }
      collectGarbage();
      kept = items.filter((item) => item.deref() !== undefined).length;
    }
    const job = defineJob({ name: "many", source: fromRows(rows), step: (item) => item });
    await run(job, { state: memoryState() });
    expect(kept).toBeLessThan(500);
  });

  test("reads at most 1,000 items more while one is slow, so that their results fit into memory", async () => {
    let read = 0;
    let finish = () => {};
    const job = defineJob({
      name: "slow",
      source: fromRows(
        function* () {
          for (; read < 5_000; read++) yield read;
        },
        { batchSize: 200 },
      ),
      step: async (row) => {
        if (row > 0) return row;
        return new Promise<number>((resolve) => {
          finish = () => resolve(row);
        });
      },
      output: toJsonLines(temporaryPath("rows.jsonl")),
    });
    const running = run(job, { state: memoryState() });
    await expect.poll(() => read).toBeGreaterThanOrEqual(999);
    for (let last = -1; read !== last || read === 0; await nextTurn()) {
      last = read;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    expect(read).toBeLessThan(1_200);
    finish();
    expect((await running).counts.done).toBe(5_000);
  });

  test("lets the timers of the process run, also where source and step await nothing", async () => {
    const rows = Array.from({ length: 1_000_000 }, (_, id) => id);
    const job = defineJob({ name: "sync", source: fromRows(rows), step: () => undefined });
    const { outcome, stoppedBy } = await run(job, { state: memoryState(), budgetMs: 20 });
    expect({ outcome, stoppedBy }).toEqual({ outcome: "stopped", stoppedBy: "budget" });
  });

  test("may have a batch of 200,000 items with one key", async () => {
    const rows = Array.from({ length: 200_000 }, (_, id) => id);
    const seen: number[] = [];
    const job = defineJob({
      name: "one-key",
      source: fromRows(rows, { batchSize: rows.length }),
      key: () => "same",
      step: (row) => void seen.push(row),
    });
    await run(job, { state: memoryState() });
    expect(seen).toEqual(rows);
  });
});
