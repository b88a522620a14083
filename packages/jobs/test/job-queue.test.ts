import { ApiError } from "@interkit/client";
import { type Batch, defineJob, fromRows, JobError, type Source } from "@interkit/jobs";
import type { QueuedJob } from "@interkit/jobs/bullmq";
import { describe, expect, test, vi } from "vitest";
import { numbers, queueOf } from "./support/queue.ts";
import { hasRedis, ioredis, startRedis } from "./support/redis.ts";

const apiError = (status: number, code: string) =>
  new ApiError({
    route: "PUT /contacts/{id}",
    status,
    errors: [{ code, message: "" }],
    reason: `It is ${code}`,
    requestId: undefined,
    headers: new Headers(),
  });

async function failedKeys(queue: ReturnType<typeof queueOf>["queue"], job: QueuedJob) {
  const keys: [string, number][] = [];
  for await (const { key, attempts } of queue.failedItems(job)) keys.push([key, attempts]);
  return keys;
}

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

  test("an error after which nothing can be done stops all workers, and the next run continues", async () => {
    const { port } = await startRedis();
    const done: string[] = [];
    let isRevoked = true;
    let refusals = 0;
    const job = defineJob({
      name: "revoked",
      source: fromRows(numbers(400)),
      concurrency: 5,
      step: async ({ id }) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (isRevoked && done.length > 100) {
          refusals += 1;
          throw apiError(401, "unauthorized");
        }
        done.push(id);
      },
    });
    const { queue, work } = queueOf(port, job);
    work();
    const error = await queue.run(job).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(JobError);
    expect(error).toMatchObject({
      reason: "worker-failed",
      message: expect.stringContaining("It is unauthorized"),
    });
    const before = done.length;
    expect(before).toBeLessThan(120);
    expect(await failedKeys(queue, job)).toEqual([]);
    // No worker takes another batch.
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(refusals).toBeLessThanOrEqual(10);
    isRevoked = false;
    const summary = await queue.run(job);
    expect(summary).toMatchObject({ outcome: "complete", counts: { done: 400 }, isResumed: true });
    expect(done.toSorted()).toEqual(
      numbers(400)
        .map(({ id }) => id)
        .toSorted(),
    );
  });

  test("an outage stops the run, and the next one does its items", async () => {
    const { port } = await startRedis();
    let isDown = true;
    const step = vi.fn(async ({ id }: { id: string }) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (isDown && Number(id) >= 40) throw apiError(503, "service_unavailable");
    });
    const source = fromRows(numbers(200));
    // The items of a batch end before those of the next one begin.
    const job = defineJob({ name: "outage", source, step, attempts: 1, concurrency: 20 });
    const { queue, work } = queueOf(port, job);
    // More than a batch has.
    work({ maxFailuresInARow: 25 });
    const stopped = await queue.run(job);
    expect(stopped).toMatchObject({ outcome: "stopped", stoppedBy: "failures" });
    expect(stopped.counts.failed).toBe(0);
    expect(stopped.notices.join()).toContain("It is service_unavailable");
    expect(await failedKeys(queue, job)).toEqual([]);
    isDown = false;
    expect(await queue.run(job)).toMatchObject({ outcome: "complete", counts: { done: 200 } });
    const first40 = step.mock.calls.filter(([{ id }]) => Number(id) < 40);
    expect(first40).toHaveLength(40);
  });

  test("failures of some items are no outage, and none is lost at the end of a run", async () => {
    const { port } = await startRedis();
    const job = defineJob({
      name: "some",
      source: fromRows(numbers(100)),
      attempts: 1,
      step: async ({ id }) => {
        await new Promise((resolve) => setTimeout(resolve, Number(id)));
        if (Number(id) % 10 === 9) throw apiError(500, "server_error");
      },
    });
    const { queue, work } = queueOf(port, job);
    work({ maxFailuresInARow: 5 });
    expect(await queue.run(job)).toMatchObject({
      outcome: "complete",
      counts: { done: 90, failed: 10 },
    });
    expect(await failedKeys(queue, job)).toHaveLength(10);
  });

  test("one process runs a job at a time", async () => {
    const { port } = await startRedis();
    const job = defineJob({ name: "twice", source: fromRows(numbers(10)), step: () => undefined });
    const { queue, work } = queueOf(port, job);
    const first = queue.run(job, { leaseMs: 300 });
    await vi.waitFor(async () => {
      expect(await ioredis(port).exists("interkit-jobs-twice:run")).toBe(1);
    });
    const second = queueOf(port, job).queue.run(job, { leaseMs: 300 });
    await expect(second).rejects.toMatchObject({ name: "JobError", reason: "running" });
    work();
    expect(await first).toMatchObject({ outcome: "complete", counts: { done: 10 } });
  });

  test("a run that another one has taken over adds nothing", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const waiting = () => client.hlen("interkit-jobs-late:run:batches");
    let read: () => void = () => undefined;
    const late = new Promise<void>((resolve) => (read = resolve));
    const source: Source<{ id: string }> = {
      name: "late",
      afterwards: "restart",
      async *read({ mark, signal }): AsyncGenerator<Batch<{ id: string }>> {
        // The other run is still at its first request.
        if (mark !== undefined) return await new Promise((resolve) => (signal.onabort = resolve));
        yield { items: numbers(20), mark: 1 };
        await late;
        yield { items: numbers(20), mark: 2 };
      },
    };
    const job = defineJob({ name: "late", source, step: () => undefined });
    const running = queueOf(port, job).queue.run(job, { leaseMs: 300_000 });
    await vi.waitFor(async () => expect(await waiting()).toBe(1));
    // As when its lease ends while its process is away.
    await client.del("interkit-jobs-late:lease");
    const stop = new AbortController();
    const other = queueOf(port, job).queue.run(job, { signal: stop.signal });
    await vi.waitFor(async () => expect(await client.get("interkit-jobs-late:fence")).toBe("2"));
    read();
    await expect(running).rejects.toMatchObject({ reason: "lease-lost" });
    expect(await client.hget("interkit-jobs-late:run", "items")).toBe("20");
    stop.abort();
    await expect(other).rejects.toThrow();
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
    await vi.waitFor(async () => {
      expect(await ioredis(port).hlen("interkit-jobs-slow:run:batches")).toBe(25);
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(read).toBeLessThanOrEqual(600);
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
  });

  test("a stopped run is continued from its mark, and a restart begins anew", async () => {
    const { port } = await startRedis();
    const seen: string[] = [];
    const job = defineJob({
      name: "continued",
      source: fromRows((after: number | undefined) => numbers(300).slice((after ?? -1) + 1), {
        position: ({ id }) => Number(id),
        batchSize: 10,
      }),
      step: ({ id }) => void seen.push(id),
    });
    const { queue, work } = queueOf(port, job);
    const stopped = await queue.run(job, { budgetMs: 400, maxWaiting: 40, leaseMs: 300_000 });
    expect(stopped).toMatchObject({ outcome: "stopped", stoppedBy: "budget" });
    work();
    expect(await queue.run(job)).toMatchObject({ counts: { done: 300 }, isResumed: true });
    expect(seen).toHaveLength(300);
    const again = await queue.run(job, { budgetMs: 1, restart: true });
    expect(again.counts.done).toBeLessThan(300);
    expect(await queue.run(job, { restart: true })).toMatchObject({
      counts: { done: 300 },
      isResumed: false,
    });
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

  test("workers that are closed finish what is in hand, and others get the rest at once", async () => {
    const { port } = await startRedis();
    const seen: string[] = [];
    let hold: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (hold = resolve));
    const job = defineJob({
      name: "handover",
      source: fromRows(numbers(40)),
      concurrency: 3,
      step: async ({ id }) => {
        seen.push(id);
        await held;
      },
    });
    const { queue, work } = queueOf(port, job, { batchSize: 40 });
    const workers = work({ lockMs: 60_000 });
    const running = queue.run(job);
    await vi.waitFor(() => expect(seen).toHaveLength(3));
    const closed = workers.close();
    hold();
    await closed;
    expect(seen).toHaveLength(3);
    work({ lockMs: 60_000 });
    expect(await running).toMatchObject({ outcome: "complete", counts: { done: 40 } });
    expect(seen).toHaveLength(40);
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
    await vi.waitFor(async () => expect(await client.keys("bull:*:run-*")).toEqual([]));
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
