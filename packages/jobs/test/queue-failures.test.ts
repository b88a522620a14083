import { ConfigError } from "@interkit/client";
import { type Batch, defineJob, fromRows, type Source, toJsonLines } from "@interkit/jobs";
import { createJobQueue } from "@interkit/jobs/bullmq";
import { describe, expect, test, vi } from "vitest";
import { numbers, queueOf } from "./support/queue.ts";
import { hasRedis, ioredis, startRedis } from "./support/redis.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.skipIf(!hasRedis)("a queue of jobs (needs redis-server)", () => {
  test("the counts of a run have the batch that ends while the state is read", async () => {
    const { port } = await startRedis();
    const job = defineJob({
      name: "counts",
      source: fromRows(numbers(3)),
      step: ({ id }) => (id === "2" ? pause(350) : undefined),
    });
    queueOf(port, job, { batchSize: 1 }).work();
    const slow = ioredis(port);
    const duplicate = slow.duplicate.bind(slow);
    slow.duplicate = (options) => {
      const client = duplicate(options);
      const { hkeys } = client;
      client.hkeys = async (key: string) => {
        await pause(100);
        return await hkeys.call(client, key);
      };
      return client;
    };
    const { queue } = queueOf(port, job, { batchSize: 1, connection: slow });
    expect(await queue.run(job)).toMatchObject({ outcome: "complete", counts: { done: 3 } });
  });

  test("connections that break lose nothing, and count nothing twice", async () => {
    const { port } = await startRedis();
    const seen: string[] = [];
    const job = defineJob({
      name: "breaks",
      source: fromRows(
        async (after: number | undefined) => {
          await pause(1);
          return numbers(600)
            .slice((after ?? -1) + 1)
            .slice(0, 50);
        },
        { position: ({ id }) => Number(id), batchSize: 25 },
      ),
      concurrency: 10,
      step: async ({ id }) => {
        await pause(5);
        seen.push(id);
      },
    });
    const { queue, work } = queueOf(port, job);
    work({ lockMs: 5_000 });
    const running = queue.run(job, { maxWaiting: 200 });
    let isComplete = false;
    const client = ioredis(port);
    const breaking = (async () => {
      while (!isComplete) {
        await pause(100);
        await client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      }
    })();
    const { outcome, counts } = await running.finally(() => {
      isComplete = true;
    });
    await breaking;
    expect({ outcome, done: counts.done }).toEqual({ outcome: "complete", done: 600 });
    expect(new Set(seen).size).toBe(600);
  });

  test("work continues after Redis has not responded for a time", async () => {
    const redis = await startRedis();
    const job = defineJob({
      name: "pauses",
      source: fromRows(numbers(300)),
      step: () => pause(10),
    });
    const { queue, work, errors } = queueOf(redis.port, job);
    work();
    redis.freeze();
    const running = queue.run(job);
    await pause(700);
    redis.thaw();
    expect(await running).toMatchObject({ outcome: "complete", counts: { done: 300 } });
    expect(errors).toEqual([]);
  });

  test("a queue without Redis reports it, waits, and ends with its signal", async () => {
    const redis = await startRedis();
    await redis.close();
    const job = defineJob({ name: "away", source: fromRows(numbers(3)), step: () => undefined });
    const { queue, work, errors } = queueOf(redis.port, job);
    work();
    const stop = new AbortController();
    const running = queue.run(job, { signal: stop.signal });
    await vi.waitFor(() => expect(errors).toHaveLength(1), { timeout: 60_000 });
    expect(errors).toEqual([expect.objectContaining({ code: "ECONNREFUSED" })]);
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
    expect(await queue.run(job, { budgetMs: 50 })).toMatchObject({
      outcome: "stopped",
      stoppedBy: "budget",
    });
  });

  test("a Redis that refuses writes for a time is reported, and nothing is lost", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const job = defineJob({ name: "full", source: fromRows(numbers(100)), step: () => undefined });
    const { queue, work, errors } = queueOf(port, job);
    await client.config("SET", "maxmemory", "1");
    const running = queue.run(job);
    await vi.waitFor(() => expect(String(errors[0])).toContain("OOM"), { timeout: 60_000 });
    await client.config("SET", "maxmemory", "0");
    work();
    expect(await running).toMatchObject({ outcome: "complete", counts: { done: 100 } });
  });

  test("an error of the source ends the run, and the next one continues", async () => {
    const { port } = await startRedis();
    let isBroken = true;
    const source: Source<{ id: string }> = {
      name: "broken",
      afterwards: "restart",
      async *read({ mark }): AsyncGenerator<Batch<{ id: string }>> {
        if (mark === undefined) yield { items: numbers(20), mark: 1 };
        if (isBroken) throw new Error("the disk is gone");
        yield { items: [{ id: "last" }], mark: 2 };
      },
    };
    const job = defineJob({ name: "broken", source, step: () => undefined });
    const { queue, work } = queueOf(port, job);
    work();
    await expect(queue.run(job)).rejects.toThrow("the disk is gone");
    isBroken = false;
    expect(await queue.run(job)).toMatchObject({ counts: { done: 21 }, isResumed: true });
  });

  test.each([
    [{ at: new Date(0) }, "item.at"],
    [{ list: [1, Number.NaN] }, "item.list.1"],
    [{ map: new Map() }, "item.map"],
    [10n, "item"],
    [{ list: [undefined] }, "item.list.0"],
  ])("the item %s is refused, since the workers would get another one", async (item, path) => {
    const { port } = await startRedis();
    const job = defineJob({ name: "plain", source: fromRows([item]), step: () => undefined });
    const { queue } = queueOf(port, job);
    await expect(queue.run(job)).rejects.toThrow(`The job "plain": ${path} of the item`);
  });
});

const source = fromRows([1]);
const step = () => undefined;
const job = defineJob({ name: "one", source, step });

test.each([
  [{ connection: undefined }, '"connection" must be the URL of Redis'],
  [{ connection: "" }, '"connection" must be the URL of Redis'],
  [{ connection: "http://127.0.0.1" }, '"connection" must be the URL of Redis'],
  [{ name: "a:b" }, '"name" must be a text that is not empty and has no colon'],
  [{ batchSize: 0.5 }, '"batchSize" must be a whole number'],
  [{ onError: 1 }, '"onError" must be a function'],
  [{ jobs: [] }, '"jobs" must be a list of one job at least'],
  [{ jobs: {} }, '"jobs" must be a list of one job at least'],
  [{ jobs: [job, { ...job }] }, 'two of the "jobs" have the name "one"'],
  [{ jobs: [{ name: "x", step }] }, '"jobs" must have what defineJob returns'],
  [{ jobs: [{ name: "x" }] }, '"jobs" must have what defineJob returns'],
  [{ jobs: [{ ...job, output: toJsonLines("x") }] }, 'the job "one" has an output'],
  [{ prefix: "x" }, 'createJobQueue has no "prefix"'],
])("the options %j of a queue are refused", (options, message) => {
  expect(() => createJobQueue({ connection: {}, jobs: [job], ...options } as never)).toThrow(
    message,
  );
});

test.each([
  [{ lockMs: -1 }, '"lockMs" must be whole milliseconds'],
  [{ maxFailuresInARow: 0 }, '"maxFailuresInARow" must be a whole number'],
  [{ stopOnSignals: 1 }, '"stopOnSignals" must be true or false'],
  [{ lock: 1 }, 'startWorkers has no "lock"'],
])("the options %j of workers are refused", (options, message) => {
  const queue = createJobQueue({ connection: {}, jobs: [job] });
  expect(() => queue.startWorkers(options as never)).toThrow(message);
});

test("the end of workers refuses other options", async () => {
  const connection = { host: "127.0.0.1", port: 1 };
  const queue = createJobQueue({ connection, jobs: [job], onError: () => undefined });
  const workers = queue.startWorkers();
  expect(() => workers.close({ timeout: 1 } as never)).toThrow('close has no "timeout"');
  expect(() => workers.close({ timeoutMs: 0 })).toThrow('"timeoutMs" must be a positive number');
  await workers.close();
});

test.each([
  [{ leaseMs: 0 }, '"leaseMs" must be whole milliseconds'],
  [{ budgetMs: "1" }, '"budgetMs" must be whole milliseconds'],
  [{ maxWaiting: 0 }, '"maxWaiting" must be a whole number'],
  [{ restart: 1 }, '"restart" must be true or false'],
  [{ dryRun: true }, 'run has no "dryRun"'],
])("the options %j of a run are refused", async (options, message) => {
  const queue = createJobQueue({ connection: {}, jobs: [job] });
  await expect(queue.run(job, options as never)).rejects.toThrow(message);
});

test("a job that the queue does not have is refused, and so is a replay that restarts", async () => {
  const queue = createJobQueue({ connection: {}, jobs: [job] });
  const other = defineJob({ name: "other", source, step });
  await expect(queue.run(undefined as never)).rejects.toThrow(ConfigError);
  await expect(queue.run(other)).rejects.toThrow('The queue does not have the job "other"');
  await expect(queue.replay(job, { restart: true } as never)).rejects.toThrow(
    'replay has no "restart"',
  );
  await queue.close();
  await expect(queue.run(job)).rejects.toThrow("The queue is closed");
});
