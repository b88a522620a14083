import { existsSync } from "node:fs";
import { defineJob, fromList, fromRows, memoryState, run, toJsonLines } from "@interkit/jobs";
import { describe, expect, test } from "vitest";
import { temporaryPath } from "./support/files.ts";
import { setup } from "./support/setup.ts";
import { wrapStore } from "./support/wrap-store.ts";

describe("a dry run", () => {
  test("calls the plan in place of the step, and counts the items", async () => {
    const { intercom, sandbox } = setup(7);
    const planned: string[] = [];
    const output = toJsonLines(temporaryPath("out.jsonl"));
    const job = defineJob({
      name: "rename",
      source: fromList(intercom.contacts.list({ per_page: 3 })),
      step: ({ id }, { call }) => intercom.contacts.update(id, { name: "Ada" }, call),
      plan: ({ external_id }, { incomplete }) => {
        planned.push(external_id ?? "");
        if (external_id === "user-3") incomplete("no name");
      },
      output,
    });
    const state = temporaryPath();
    const summary = await run(job, { dryRun: true, state });
    expect(summary).toMatchObject({ outcome: "complete", counts: { done: 7, incomplete: 1 } });
    expect(planned).toHaveLength(7);
    const methods = sandbox.requests.list().map(({ method }) => method);
    expect(new Set(methods)).toEqual(new Set(["GET"]));
    expect(existsSync(state)).toBe(false);
    expect(existsSync(`${output.name}.part`)).toBe(false);
  });

  test("of a job without a plan calls nothing", async () => {
    const job = defineJob({
      name: "job",
      source: fromRows([1, 2]),
      step: () => Promise.reject(new Error("The step was called")),
    });
    expect((await run(job, { dryRun: true, state: temporaryPath() })).counts.done).toBe(2);
  });

  test("begins where a run would, also while one has the lease, and changes no state", async () => {
    const memory = memoryState();
    const unchanged = () => Promise.reject(new Error("The state was changed"));
    const state = wrapStore(memory, { acquire: unchanged, commit: unchanged, release: unchanged });
    const lease = await memory.acquire("job", 60_000);
    if (lease === undefined) throw new Error("no lease");
    const seen: number[] = [];
    const source = fromRows([1, 2, 3, 4], { batchSize: 1 });
    const progress = {
      isComplete: false,
      counts: { done: 2, gone: 0, failed: 0, incomplete: 0 },
      startedAt: 1_700_000_000,
    };
    for await (const { mark } of source.read({
      mark: undefined,
      signal: new AbortController().signal,
      notice: () => undefined,
    })) {
      await memory.commit(lease, { progress: { ...progress, mark } });
      if ((mark as { rows: number }).rows === 2) break;
    }
    const job = defineJob({
      name: "job",
      source,
      step: () => undefined,
      plan: (row) => void seen.push(row),
    });
    const summary = await run(job, { dryRun: true, state });
    expect(summary).toMatchObject({
      counts: { done: 4 },
      isResumed: true,
      startedAt: 1_700_000_000,
    });
    expect(seen).toEqual([3, 4]);
    await run(job, { dryRun: true, state, restart: true });
    expect(seen).toEqual([3, 4, 1, 2, 3, 4]);
  });

  test("rejects when it is aborted", async () => {
    const job = defineJob({ name: "job", source: fromRows([1]), step: () => undefined });
    const signal = AbortSignal.abort();
    await expect(run(job, { dryRun: true, signal, state: memoryState() })).rejects.toBe(
      signal.reason,
    );
  });
});
