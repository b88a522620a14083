import { readFileSync } from "node:fs";
import { ConfigError } from "@interkit/client";
import { defineJob, failedItems, fromRows, run } from "@interkit/jobs";
import { describe, expect, test } from "vitest";
import { all, jobRefusing, options, rows } from "./support/failing-job.ts";
import { temporaryPath } from "./support/files.ts";

describe("failed items", () => {
  test("are listed by key, each once, also more than a page of them", async () => {
    const { state, ...rest } = options();
    await run(
      jobRefusing(() => true),
      { state, ...rest },
    );
    const items = await all(failedItems({ name: "job" }, { state }));
    const keys = rows.map(({ id }) => String(id)).sort();
    expect(items.map(({ key }) => key)).toEqual(keys);
    expect(items[0]).toMatchObject({ item: rows[0], reason: "1 is refused", attempts: 1 });
  });

  test("are none in a file that does not exist, which is not created", async () => {
    const state = temporaryPath();
    expect(await all(failedItems({ name: "job" }, { state }))).toEqual([]);
    expect(() => readFileSync(state)).toThrow("ENOENT");
  });

  test("are removed when a later run works at them with success", async () => {
    const { state } = options();
    await run(
      jobRefusing((id) => id === 3 || id === 5),
      { state },
    );
    await run(
      jobRefusing((id) => id === 5 || id === 7),
      { state },
    );
    const items = await all(failedItems({ name: "job" }, { state }));
    expect(items.map(({ key }) => key)).toEqual(["5", "7"]);
  });

  test("end as the last item of their key ended, where several of a batch have it", async () => {
    const { state } = options();
    const job = defineJob({
      name: "job",
      source: fromRows(["a1", "b0", "b1", "a0", "c1", "c1"]),
      key: ([key]) => key,
      attempts: 1,
      step: (item) => {
        if (item.endsWith("1")) throw new Error(item);
      },
    });
    const { counts } = await run(job, { state });
    expect(counts).toMatchObject({ done: 2, failed: 4 });
    const items = await all(failedItems(job, { state }));
    expect(items.map(({ key, item }) => [key, item])).toEqual([
      ["b", "b1"],
      ["c", "c1"],
    ]);
  });

  test("are removed by a later batch of the same run", async () => {
    const { state } = options();
    const items = [
      { id: "1", isGood: false },
      { id: "1", isGood: true },
    ];
    const job = defineJob({
      name: "job",
      source: fromRows(items, { batchSize: 1 }),
      attempts: 1,
      step: ({ isGood }) => {
        if (!isGood) throw new ConfigError("wrong");
      },
    });
    expect((await run(job, { state })).counts).toMatchObject({ done: 1, failed: 1 });
    expect(await all(failedItems(job, { state }))).toEqual([]);
  });

  test("without a key are named by place and content, so that another row is another item", async () => {
    const { state } = options();
    const jobOf = (values: string[], isRefused: boolean) =>
      defineJob({
        name: "job",
        source: fromRows(values),
        attempts: 1,
        step: () => {
          if (isRefused) throw new Error("refused");
        },
      });
    await run(jobOf(["x", "y"], true), { state });
    await run(jobOf(["x", "z"], false), { state });
    const items = await all(failedItems({ name: "job" }, { state }));
    expect(items).toMatchObject([{ key: expect.stringMatching(/^#2-/), item: "y" }]);
  });

  test("are what JSON makes of them", async () => {
    const { state } = options();
    const item = { id: "1", at: new Date(0), big: 12n, none: undefined, list: [undefined] };
    const job = defineJob({
      name: "job",
      source: fromRows([item]),
      attempts: 1,
      step: () => Promise.reject(new Error("x".repeat(2_000))),
    });
    await run(job, { state });
    const [failed] = await all(failedItems(job, { state }));
    expect(failed?.item).toEqual({
      id: "1",
      at: "1970-01-01T00:00:00.000Z",
      big: "12",
      list: [null],
    });
    expect(failed?.reason).toHaveLength(1_001);
  });

  test("that cannot be JSON end the run with an error that names them", async () => {
    const item: Record<string, unknown> = { id: "loop" };
    item["self"] = item;
    const { state } = options();
    const source = fromRows([item, { id: "plain" }]);
    const job = defineJob({
      name: "job",
      source,
      attempts: 1,
      step: () => Promise.reject(new Error()),
    });
    await expect(run(job, { state })).rejects.toThrow(
      'The item "loop" of the job "job", which failed, cannot be written as JSON; let the source return plain data',
    );
    const alone = { ...job, source: fromRows([item]) };
    await expect(run(alone, { state })).rejects.toThrow("A row of rows cannot be written as JSON");
  });
});
