import { type Batch, defineJob, fromRows, type Source } from "@interkit/jobs";
import { describe, expect, test, vi } from "vitest";
import { apiError, failedKeys, numbers, queueOf } from "./support/queue.ts";
import { hasRedis, ioredis, startRedis } from "./support/redis.ts";

describe.skipIf(!hasRedis)("a queue of jobs (needs redis-server)", () => {
  test("the workers of other processes work at the items of a job, at each once", async () => {
    const { port } = await startRedis();
    const seen: string[] = [];
    const job = defineJob({
      name: "jobs: all/of them",
      source: fromRows(numbers(450), { total: 450 }),
      step: ({ id }) => void seen.push(id),
    });
    const { queue, errors } = queueOf(port, job);
    for (const worker of [queueOf(port, job), queueOf(port, job)]) worker.work();
    const progress = vi.fn();
    const summary = await queue.run(job, { onProgress: progress });
    expect(summary).toMatchObject({
      job: job.name,
      outcome: "complete",
      counts: { done: 450, gone: 0, failed: 0, incomplete: 0 },
      isResumed: false,
    });
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(
      numbers(450).map(({ id }) => id),
    );
    expect(progress.mock.lastCall?.[0]).toMatchObject({ items: 450, total: 450 });
    expect(errors).toEqual([]);
  });

  test("items that are gone, incomplete or failed are counted, and a replay runs the failed ones", async () => {
    const { port } = await startRedis();
    let isRepaired = false;
    const job = defineJob({
      name: "outcomes",
      source: fromRows(numbers(60)),
      step: ({ id }, { incomplete }) => {
        if (id === "7") return "gone";
        if (id === "8") incomplete("no phone");
        if (id === "9" || (id === "10" && !isRepaired)) throw apiError(422, "invalid");
        return undefined;
      },
    });
    const { queue, work } = queueOf(port, job);
    const workers = work();
    expect(await queue.run(job)).toMatchObject({
      counts: { done: 57, gone: 1, failed: 2, incomplete: 1 },
      incomplete: [{ key: "8", reason: "no phone" }],
    });
    expect(await failedKeys(queue, job)).toEqual([
      ["10", 1],
      ["9", 1],
    ]);
    isRepaired = true;
    expect(await queue.replay(job)).toMatchObject({ counts: { done: 1, failed: 1 } });
    expect(await failedKeys(queue, job)).toEqual([["9", 2]]);
    await workers.close();
    // A run that does the item removes it, too.
    const repaired = defineJob({ ...job, step: () => undefined });
    const other = queueOf(port, repaired);
    other.work();
    await other.queue.run(repaired);
    expect(await failedKeys(queue, job)).toEqual([]);
    expect(await ioredis(port).keys("interkit-jobs-outcomes:failed*")).toEqual([]);
  });

  test("one process runs a job at a time", async () => {
    const { port } = await startRedis();
    const job = defineJob({ name: "twice", source: fromRows(numbers(10)), step: () => undefined });
    const { queue, work } = queueOf(port, job);
    const first = queue.run(job, { leaseMs: 6_000 });
    await vi.waitFor(
      async () => {
        expect(await ioredis(port).exists("interkit-jobs-twice:run")).toBe(1);
      },
      { timeout: 20_000 },
    );
    const second = queueOf(port, job).queue.run(job, { leaseMs: 300 });
    await expect(second).rejects.toMatchObject({ name: "JobError", reason: "running" });
    work();
    expect(await first).toMatchObject({ outcome: "complete", counts: { done: 10 } });
  });

  test("a source is not read faster than workers work", async () => {
    const { port } = await startRedis();
    let read = 0;
    async function* rows() {
      for (const row of numbers(10_000)) {
        read++;
        yield row;
      }
    }
    const job = defineJob({ name: "slow", source: fromRows(rows), step: () => undefined });
    const { queue } = queueOf(port, job);
    const stop = new AbortController();
    const running = queue.run(job, { maxWaiting: 500, signal: stop.signal });
    await vi.waitFor(
      async () => {
        expect(await ioredis(port).hlen("interkit-jobs-slow:run:batches")).toBe(25);
      },
      { timeout: 20_000 },
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(read).toBeLessThanOrEqual(600);
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
  });

  test("a source of changes continues from its mark after a complete run", async () => {
    const { port } = await startRedis();
    const marks: unknown[] = [];
    const source: Source<{ id: string }> = {
      name: "changes",
      afterwards: "continue",
      async *read({ mark }): AsyncGenerator<Batch<{ id: string }>> {
        marks.push(mark);
        const from = Number(mark ?? 0);
        yield { items: numbers(30), mark: from + 1 };
        yield { items: [], mark: from + 2 };
      },
    };
    const job = defineJob({ name: "changes", source, step: () => undefined });
    const { queue, work } = queueOf(port, job);
    work();
    await queue.run(job);
    expect(await queue.run(job)).toMatchObject({ counts: { done: 30 }, isResumed: false });
    await queue.run(job, { restart: true });
    expect(marks).toEqual([undefined, 2, undefined]);
  });

  test("items with the same key are worked at one after the other, in their order", async () => {
    const { port } = await startRedis();
    const events: string[] = [];
    const rows = ["1", "2", "1", "3", "1"].map((id, at) => ({ id, at }));
    const job = defineJob({
      name: "keys",
      source: fromRows(rows),
      step: async ({ id, at }) => {
        events.push(`${id} ${at} begins`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        events.push(`${id} ${at} ends`);
      },
    });
    const { queue, work } = queueOf(port, job);
    work();
    await queue.run(job);
    expect(events.filter((event) => event.startsWith("1"))).toEqual(
      [0, 2, 4].flatMap((at) => [`1 ${at} begins`, `1 ${at} ends`]),
    );
  });

  test("a complete run leaves no batches in Redis", async () => {
    const { port } = await startRedis();
    const job = defineJob({ name: "tidy", source: fromRows(numbers(300)), step: () => undefined });
    const { queue, work } = queueOf(port, job);
    work();
    await queue.run(job);
    const client = ioredis(port);
    const keys = await client.keys("interkit-jobs-tidy:*");
    expect(keys.toSorted()).toEqual(["interkit-jobs-tidy:fence", "interkit-jobs-tidy:run"]);
    await vi.waitFor(async () => expect(await client.keys("bull:*:run-*")).toEqual([]), {
      timeout: 60_000,
    });
  });

  test("runs one after the other leave no listeners on the connection", async () => {
    const { port } = await startRedis();
    const job = defineJob({ name: "often", source: fromRows(numbers(3)), step: () => undefined });
    const client = ioredis(port);
    // The queue has a copy of the client: its own one.
    const copy = client.duplicate.bind(client);
    let own = client;
    client.duplicate = (options) => {
      own = copy(options);
      return own;
    };
    const { queue } = queueOf(port, job, { connection: client });
    queueOf(port, job).work();
    const counts: number[] = [];
    for (let runs = 0; runs < 3; runs++) {
      await queue.run(job);
      counts.push(own.listenerCount("error") + own.listenerCount("close"));
    }
    expect(own).not.toBe(client);
    expect(counts[2]).toBe(counts[0]);
  });
});
