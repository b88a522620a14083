import { readFileSync } from "node:fs";
import type { Intercom } from "@interkit/client/2.16";
import {
  defineJob,
  failedItems,
  fromChanges,
  fromList,
  fromRows,
  fromSearch,
  type JobSummary,
  type Json,
  memoryState,
  type Output,
  type Progress,
  run,
  type Source,
  type StateStore,
  toJsonLines,
} from "@interkit/jobs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { shareOf } from "../../../scripts/soak/share.ts";
import { temporaryPath } from "./support/files.ts";
import { setup } from "./support/setup.ts";
import { SimulatedProcess } from "./support/simulated-process.ts";
import { wrapStore } from "./support/wrap-store.ts";

/** A run that is killed does not release its lease: it ends soon. */
const leaseMs = 3;

interface Work {
  readonly source: Source<{ readonly id: string }>;
  readonly concurrency: number;
  readonly output?: Output<string>;
  /** How many rounds of the event loop an item takes. */
  readonly rounds: (id: string) => number;
}

/** What all processes together did: each effect of a step, and the progress of each commit. */
class World {
  readonly state = memoryState();
  readonly effects: { readonly id: string; readonly mark: Json | undefined }[] = [];
  readonly marks: (Json | undefined)[] = [];

  async runIn(process: SimulatedProcess, work: Work): Promise<JobSummary | "killed"> {
    const job = defineJob({
      name: "copy",
      source: work.source,
      concurrency: work.concurrency,
      step: async ({ id }) => {
        for (let round = work.rounds(id); round > 0; round--) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        await process.point();
        this.effects.push({ id, mark: this.marks.at(-1) });
        await process.point();
        if (isFailing(id)) throw new Error("refused");
        return id;
      },
      attempts: 1,
      ...(work.output === undefined ? undefined : { output: process.outputOf(work.output) }),
    });
    const state = process.storeOf(this.#recorded());
    const options = { state, leaseMs, stopOnSignals: false, maxFailuresInARow: Infinity };
    return Promise.race([run(job, options), process.killed]);
  }

  #recorded(): StateStore {
    const { state, marks } = this;
    const commit: StateStore["commit"] = async (lease, change) => {
      await state.commit(lease, change);
      if (change.progress !== undefined) marks.push(change.progress.mark);
    };
    return wrapStore(state, { commit });
  }

  /** Kills a process after each number of points, and lets the last one end. Returns the progress. */
  async run(work: Work, kills: readonly number[]): Promise<Progress | undefined> {
    for (const points of [...kills, Number.POSITIVE_INFINITY]) {
      const process = new SimulatedProcess(points);
      await vi.waitFor(() => this.runIn(process, work), { interval: leaseMs, timeout: 60_000 });
      await process.settled();
      const progress = await this.state.progress("copy");
      // A process that is killed after its last commit has done its work: the next run would be another one.
      if (progress?.isComplete) return progress;
    }
    return undefined;
  }
}

/** The number of the last row whose batch was stored. */
function rowOf(mark: Json | undefined): number {
  return Number((mark as { rows?: number } | undefined)?.rows ?? mark ?? 0);
}

const anyKills = fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 6 });

const isFailing = (id: string) => id.endsWith("3");

async function failedKeys(state: StateStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of failedItems({ name: "copy" }, { state })) keys.push(key);
  return keys.sort();
}

describe("a job whose processes are killed at any points", () => {
  test("has each row done or failed, and works at none whose batch was stored", async () => {
    const anyWork = fc.record({
      rows: fc.integer({ min: 0, max: 60 }),
      batchSize: fc.integer({ min: 1, max: 12 }),
      concurrency: fc.integer({ min: 1, max: 20 }),
      rounds: fc.func(fc.integer({ min: 0, max: 4 })),
      hasPosition: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anyWork, anyKills, async ({ rows, hasPosition, ...work }, kills) => {
        const ids = Array.from({ length: rows }, (_, index) => ({ id: String(index + 1) }));
        const { batchSize } = work;
        const source = hasPosition
          ? fromRows((after) => ids.slice(Number(after ?? 0), Number(after ?? 0) + 10), {
              position: ({ id }) => id,
              batchSize,
            })
          : fromRows(ids, { batchSize });
        const world = new World();
        const progress = await world.run({ ...work, source }, kills);
        const all = ids.map(({ id }) => id);
        expect(new Set(world.effects.map(({ id }) => id))).toEqual(new Set(all));
        const failed = all.filter(isFailing);
        expect(await failedKeys(world.state)).toEqual(failed.sort());
        const counts = { done: rows - failed.length, failed: failed.length };
        expect(progress).toMatchObject({ isComplete: true, counts });
        const marks = world.effects.map(({ id, mark }) => Number(id) - rowOf(mark));
        expect(marks.every((distance) => distance > 0)).toBe(true);
        const order = world.marks.map(rowOf);
        expect(order).toEqual(order.toSorted((one, other) => one - other));
      }),
      { numRuns: 150 },
    );
  });

  test("writes each result once, in the order of the items", async () => {
    const ids = Array.from({ length: 40 }, (_, index) => ({ id: String(index + 1) }));
    for (const kills of fc.sample(anyKills, { numRuns: shareOf(40), seed: 1 })) {
      const file = temporaryPath("out.jsonl");
      const source = fromRows(ids, { batchSize: 3 });
      const output: Output<string> = toJsonLines(file);
      const work = { source, output, concurrency: 4, rounds: (id: string) => id.length };
      await new World().run(work, kills);
      const written = readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(written).toEqual(ids.map(({ id }) => id).filter((id) => !isFailing(id)));
    }
  });

  const search = { field: "role", operator: "=", value: "user" } as const;
  const pagination = { per_page: 4 };

  test.each([
    ["a list", (intercom: Intercom) => fromList(intercom.contacts.list({ per_page: 4 }))],
    [
      "a search in ranges",
      (intercom: Intercom) =>
        fromSearch((options) => intercom.contacts.search({ query: search, pagination }, options), {
          by: "created_at",
          concurrency: 3,
        }),
    ],
    [
      "the changes of a search",
      (intercom: Intercom) =>
        fromChanges((options) => intercom.contacts.search({ query: search, pagination }, options)),
    ],
  ])("has each item of %s", async (_, sourceOf) => {
    const now = Math.floor(Date.now() / 1000);
    const random = fc.sample(anyKills, { numRuns: shareOf(12), seed: 1 });
    for (const kills of random) {
      const { sandbox, intercom } = setup();
      const ids: string[] = [];
      for (let number = 1; number <= 45; number++) {
        const time = now - number * 3_000;
        const contact = { email: `${number}@example.com`, created_at: time, updated_at: time };
        ids.push(sandbox.seed.contact(contact).id);
      }
      const world = new World();
      const work = { source: sourceOf(intercom), concurrency: 5, rounds: () => 1 };
      const progress = await world.run(work, kills);
      expect(new Set(world.effects.map(({ id }) => id))).toEqual(new Set(ids));
      const failed = ids.filter(isFailing);
      expect(await failedKeys(world.state)).toEqual(failed.sort());
      const counts = { done: 45 - failed.length, gone: 0, failed: failed.length };
      expect(progress).toMatchObject({ isComplete: true, counts });
    }
  });
});
