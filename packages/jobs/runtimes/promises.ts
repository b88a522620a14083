import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  defineJob,
  failedItems,
  fileState,
  fromRows,
  JobError,
  replay,
  run,
  toJsonLines,
} from "@interkit/jobs";

/** A promise of jobs whose state is a file. It rejects where it is broken. */
interface JobPromise {
  readonly promise: string;
  run(at: (name: string) => string): Promise<void>;
}

const rows = Array.from({ length: 250 }, (_, number) => ({ id: String(number) }));

export const promises: readonly JobPromise[] = [
  {
    promise: "a run that was aborted is continued from its file, and each result is written once",
    async run(at) {
      const controller = new AbortController();
      let isAborting = true;
      const job = defineJob({
        name: "copy",
        source: fromRows(rows, { batchSize: 20 }),
        concurrency: 10,
        step: async ({ id }) => {
          await undefined;
          if (isAborting && id === "120") controller.abort(new Error("killed"));
          return { id };
        },
        output: toJsonLines(at("out.jsonl")),
      });
      const state = at("state.db");
      await assert.rejects(run(job, { state, signal: controller.signal }), /killed/);
      isAborting = false;
      const { outcome, counts, isResumed } = await run(job, { state });
      assert.deepEqual([outcome, counts.done, isResumed], ["complete", rows.length, true]);
      const lines = (await readFile(at("out.jsonl"), "utf8")).trimEnd().split("\n");
      assert.deepEqual(
        lines,
        rows.map((row) => JSON.stringify(row)),
      );
    },
  },
  {
    promise: "failed items are kept as they were, and a replay removes those that are done",
    async run(at) {
      const item = { id: "a\0b", text: "\uD800" };
      let isFailing = true;
      const job = defineJob({
        name: "fail",
        source: fromRows([item]),
        attempts: 1,
        step: () => {
          if (isFailing) throw new Error("not now");
        },
      });
      const state = at("state.db");
      assert.equal((await run(job, { state })).counts.failed, 1);
      isFailing = false;
      const failed = [];
      for await (const one of failedItems(job, { state })) failed.push(one.item);
      assert.deepEqual(failed, [item]);
      assert.equal((await replay(job, { state })).counts.done, 1);
      for await (const one of failedItems(job, { state })) assert.fail(one.key);
    },
  },
  {
    promise: "a job runs in one process at a time, and a late writer is refused",
    async run(at) {
      const [first, second] = [fileState(at("state.db")), fileState(at("state.db"))];
      try {
        const lease = await first.acquire("job", 60_000);
        assert.ok(lease);
        assert.equal(await second.acquire("job", 60_000), undefined);
        assert.equal(await first.renew(lease, 1), true);
        await new Promise((resolve) => setTimeout(resolve, 20));
        assert.ok(await second.acquire("job", 60_000));
        const late = first.commit(lease, { resolved: [] });
        await assert.rejects(late, (error) => error instanceof JobError);
      } finally {
        await Promise.all([first.close(), second.close()]);
      }
    },
  },
];

/** Tries all promises, each in a folder of its own; returns what was wrong, or null for those that were kept. */
export async function tryAll(): Promise<(string | null)[]> {
  const complaints: (string | null)[] = [];
  for (const { run: tryOne } of promises) {
    const folder = await mkdtemp(path.join(tmpdir(), "interkit-jobs-"));
    const complaint = tryOne((name) => path.join(folder, name)).then(() => null, String);
    complaints.push(await complaint);
    await rm(folder, { recursive: true, force: true });
  }
  return complaints;
}
