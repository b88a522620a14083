import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { JobSummary } from "@interkit/jobs";
import { describe, expect, inject, onTestFinished, test, vi } from "vitest";
import { hasRedis, ioredis, startRedis } from "./support/redis.ts";

/** Longer than a process may stop on a busy machine: what a worker has in hand is no other's while it works. */
const longLockMs = 5_000;

interface Times {
  /** After this time, others get what a worker has that was killed or suspended. */
  readonly lockMs?: number;
  readonly closeMs?: number;
}

/** Starts a process of the queue, which ends with the test. */
function start(role: "worker" | "run", port: number, count: number, times: Times = {}) {
  const program = path.join(inject("programs"), "queue-process.mjs");
  const leaseMs = 600;
  const { lockMs = 300, closeMs } = times;
  const args = [port, count, leaseMs, lockMs, ...(closeMs === undefined ? [] : [closeMs])].map(
    String,
  );
  const child = spawn(process.execPath, [program, role, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, printed: text(child.stdout) };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill("SIGKILL");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

describe.skipIf(!hasRedis)("processes of a queue of jobs (needs redis-server)", () => {
  test("killed workers and runs lose nothing, and repeat only what was in hand", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const count = 4_000;
    const startWorker = () => start("worker", port, count, { lockMs: longLockMs });
    const workers = [1, 2, 3].map(startWorker);
    let running = start("run", port, count);
    let ended = 0;
    let kills = 0;
    let isComplete = false;
    const complete = async () => {
      for (;;) {
        const current = running;
        const line = await current.printed;
        if (line !== "") return JSON.parse(line) as JobSummary;
        await vi.waitFor(() => expect(running).not.toBe(current), { timeout: 60_000 });
      }
    };
    const summary = complete().finally(() => {
      isComplete = true;
    });
    await vi.waitFor(async () => expect(await client.hlen("seen")).toBeGreaterThan(50), {
      timeout: 60_000,
    });
    // The fourth one is the process that feeds.
    const order = [0, 1, 2, 3, 3, 0, 1, 2].sort(() => Math.random() - 0.5);
    for (const at of order) {
      await Promise.race([sleep(200 + Math.random() * 400), summary]);
      if (isComplete) break;
      ended += 1;
      const worker = workers[at];
      kills += worker === undefined ? 0 : 1;
      await kill((worker ?? running).child);
      if (worker === undefined) running = start("run", port, count);
      else workers[at] = startWorker();
    }
    const { outcome, counts } = await summary;
    expect(ended).toBeGreaterThanOrEqual(3);
    expect({ outcome, counts }).toEqual({
      outcome: "complete",
      counts: { done: count, gone: 0, failed: 0, incomplete: 0 },
    });
    const seen = Object.values(await client.hgetall("seen")).map(Number);
    expect(seen).toHaveLength(count);
    const repeats = seen.reduce((sum, times) => sum + times - 1, 0);
    // Ten are in hand, and ten may have ended since Redis was sent the last note.
    expect(repeats).toBeLessThanOrEqual(kills * 20);
  });

  test("a run that was suspended for too long writes nothing once another one has taken over", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const suspended = start("run", port, 2_000);
    const waiting = () => client.hlen("interkit-jobs-kills:run:batches");
    await vi.waitFor(async () => expect(await waiting()).toBeGreaterThanOrEqual(20), {
      timeout: 60_000,
    });
    suspended.child.kill("SIGSTOP");
    const other = start("run", port, 2_000);
    await vi.waitFor(async () => expect(await client.get("interkit-jobs-kills:fence")).toBe("2"), {
      timeout: 60_000,
    });
    suspended.child.kill("SIGCONT");
    expect(JSON.parse(await suspended.printed)).toEqual({ reason: "lease-lost" });
    const worker = start("worker", port, 2_000);
    const summary = JSON.parse(await other.printed);
    expect(summary).toMatchObject({ counts: { done: 2_000 }, isResumed: true });
    await kill(worker.child);
  });

  test("a worker that was suspended for too long counts nothing that another one has done", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const suspended = start("worker", port, 1_000);
    const running = start("run", port, 1_000);
    await vi.waitFor(async () => expect(await client.hlen("seen")).toBeGreaterThan(50), {
      timeout: 60_000,
    });
    suspended.child.kill("SIGSTOP");
    start("worker", port, 1_000);
    expect(JSON.parse(await running.printed)).toMatchObject({ counts: { done: 1_000 } });
    suspended.child.kill("SIGCONT");
    await sleep(500);
    expect(await client.hget("interkit-jobs-kills:run", "done")).toBe("1000");
    expect(await client.keys("interkit-jobs-kills:run:*")).toEqual([]);
  });

  test("a signal ends workers after what is in hand, and a run with its summary", async () => {
    const { port } = await startRedis();
    const client = ioredis(port);
    const worker = start("worker", port, 2_000, { lockMs: longLockMs });
    const running = start("run", port, 2_000);
    await vi.waitFor(async () => expect(await client.hlen("seen")).toBeGreaterThan(50), {
      timeout: 60_000,
    });
    worker.child.kill("SIGTERM");
    expect(await once(worker.child, "exit")).toEqual([0, null]);
    running.child.kill("SIGTERM");
    expect(JSON.parse(await running.printed)).toMatchObject({
      outcome: "stopped",
      stoppedBy: "signal",
    });
    const rest = [
      start("worker", port, 2_000, { lockMs: longLockMs }),
      start("run", port, 2_000),
    ] as const;
    expect(JSON.parse(await rest[1].printed)).toMatchObject({ counts: { done: 2_000 } });
    const seen = Object.values(await client.hgetall("seen"));
    expect(seen).toEqual(Array(2_000).fill("1"));
  });

  test.each(["closed", "frozen"] as const)(
    "a signal ends workers and a run while Redis is %s",
    async (state) => {
      const redis = await startRedis();
      const client = ioredis(redis.port);
      // What is in hand waits for Redis, too.
      const worker = start("worker", redis.port, 4_000, { closeMs: 500 });
      const running = start("run", redis.port, 4_000);
      await vi.waitFor(async () => expect(await client.hlen("seen")).toBeGreaterThan(50), {
        timeout: 60_000,
      });
      if (state === "closed") await redis.close();
      else redis.freeze();
      const exit = once(worker.child, "exit");
      for (const { child } of [worker, running]) child.kill("SIGTERM");
      expect(JSON.parse(await running.printed)).toMatchObject({ stoppedBy: "signal" });
      expect(await exit).toEqual([0, null]);
      redis.thaw();
    },
  );
});
