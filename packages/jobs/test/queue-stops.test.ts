import {
  type Batch,
  defineJob,
  fromRows,
  JobError,
  type LeaseWait,
  type Source,
} from "@interkit/jobs";
import { describe, expect, test, vi } from "vitest";
import { apiError, failedKeys, numbers, queueOf } from "./support/queue.ts";
import { hasRedis, ioredis, startRedis } from "./support/redis.ts";

describe.skipIf(!hasRedis)("a queue of jobs (needs redis-server)", () => {
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
    await vi.waitFor(async () => expect(await waiting()).toBe(1), { timeout: 60_000 });
    // As when its lease ends while its process is away.
    await client.del("interkit-jobs-late:lease");
    const stop = new AbortController();
    const other = queueOf(port, job).queue.run(job, { signal: stop.signal });
    await vi.waitFor(async () => expect(await client.get("interkit-jobs-late:fence")).toBe("2"), {
      timeout: 60_000,
    });
    read();
    await expect(running).rejects.toMatchObject({ reason: "lease-lost" });
    expect(await client.hget("interkit-jobs-late:run", "items")).toBe("20");
    stop.abort();
    await expect(other).rejects.toThrow();
  });

  test("a run that waits for the lease of a killed one reports it once, and then does its work", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const key = "interkit-jobs-held:lease";
    await client.set(key, "1 another", "PX", 60_000);
    await client.set("interkit-jobs-held:fence", "1");
    const job = defineJob({ name: "held", source: fromRows(numbers(3)), step: () => undefined });
    const { queue, work } = queueOf(port, job);
    work();
    const waits: LeaseWait[] = [];
    const onWait = (wait: LeaseWait) => {
      waits.push(wait);
      void client.pexpire(key, 1);
    };
    const summary = await queue.run(job, { onWait });
    expect(summary.counts.done).toBe(3);
    expect(waits.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^Waiting up to [56]\d s for the job "held": another process has its lease/,
      ),
    ]);
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
    const options = { budgetMs: 400, maxWaiting: 40, leaseMs: 300_000 };
    const waiting = () => ioredis(port).hlen("interkit-jobs-continued:run:batches");
    // On a busy machine, the budget may end before the first batch.
    do {
      const stopped = await queue.run(job, options);
      expect(stopped).toMatchObject({ outcome: "stopped", stoppedBy: "budget" });
    } while ((await waiting()) === 0);
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
    await vi.waitFor(() => expect(seen).toHaveLength(3), { timeout: 60_000 });
    const closed = workers.close();
    hold();
    await closed;
    expect(seen).toHaveLength(3);
    work({ lockMs: 60_000 });
    expect(await running).toMatchObject({ outcome: "complete", counts: { done: 40 } });
    expect(seen).toHaveLength(40);
  });
});
