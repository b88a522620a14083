import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { promisify } from "node:util";
import { createBullQueue } from "@interkit/webhooks/bullmq";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { notification } from "./support/notification.ts";
import { hasRedis, receiver, startRedis, timeoutMs } from "./support/redis.ts";

const host = "127.0.0.1";
const nodeArgs = ["--conditions=@interkit/source", "--import=tsx"];

function queued(port: number) {
  const failures: unknown[] = [];
  const onError = (error: unknown) => failures.push(error);
  const queue = createBullQueue({ connection: { host, port }, onError });
  onTestFinished(() => queue.close());
  return { ...receiver({ queue, timeoutMs }), queue, failures };
}

describe.skipIf(!hasRedis)("a queue of BullMQ (needs redis-server)", () => {
  test("Intercom gets an error while Redis is closed, and each failure is reported once", async () => {
    const redis = await startRedis();
    await redis.close();
    const { send, errors, failures } = queued(redis.port);
    const bodies = Array.from({ length: 20 }, () => notification("contact.archived"));
    expect(await Promise.all(bodies.map(send))).toEqual(Array(20).fill(503));
    expect(errors).toHaveLength(20);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(failures).toEqual([expect.objectContaining({ code: "ECONNREFUSED" })]);
  });

  test("Intercom gets an error in time while Redis does not respond", async () => {
    const redis = await startRedis();
    const { send, handled, queue, webhooks } = queued(redis.port);
    const hurried = receiver({ queue, timeoutMs: 300 });
    webhooks.on("*", ({ topic }) => handled.push(topic));
    expect(await send(notification("contact.archived"))).toBe(200);
    redis.freeze();
    const body = notification("contact.deleted");
    expect(await hurried.send(body)).toBe(503);
    expect(String(hurried.errors[0])).toBe("TimeoutError: The queue took longer than 300 ms");
    redis.thaw();
    // Redis has got it all the same, and it is handled once.
    expect(await send(body)).toBe(200);
    const workers = queue.startWorkers(webhooks);
    await vi.waitFor(() => expect(handled).toEqual(["contact.archived", "contact.deleted"]), {
      timeout: 60_000,
    });
    await workers.close();
  });

  test("a closed queue accepts nothing", async () => {
    const { port } = await startRedis();
    const { send, errors, queue } = queued(port);
    expect(await send(notification("contact.archived"))).toBe(200);
    await queue.close();
    expect(await send(notification("contact.deleted"))).toBe(503);
    expect(errors).toEqual([new Error("The queue is closed")]);
  });

  test("closing workers waits for what is in hand, and for no longer than its time", async () => {
    const { port } = await startRedis();
    const { send, webhooks, queue, handled } = queued(port);
    const never = new Promise(() => undefined);
    let isLong = true;
    webhooks.on("*", async ({ topic }) => {
      handled.push(`${topic} starts`);
      await (isLong ? never : new Promise((resolve) => setTimeout(resolve, 200)));
      handled.push(`${topic} ends`);
    });
    await send(notification("contact.archived"));
    const first = queue.startWorkers(webhooks, { lockMs: 500 });
    await vi.waitFor(() => expect(handled).toEqual(["contact.archived starts"]), {
      timeout: 60_000,
    });
    // It would wait forever without the time.
    await Promise.all([first.close({ timeoutMs: 300 }), first.close({ timeoutMs: 300 })]);
    isLong = false;
    // Others handle it again.
    const second = queue.startWorkers(webhooks, { lockMs: 500 });
    await vi.waitFor(() => expect(handled).toHaveLength(2), { timeout: 60_000 });
    await second.close({ timeoutMs: 60_000 });
    expect(handled.slice(0, 3)).toEqual([
      "contact.archived starts",
      "contact.archived starts",
      "contact.archived ends",
    ]);
  });

  test("a notification is handled however often the workers that had it in hand were ended", async () => {
    const { port } = await startRedis();
    const { send, webhooks, queue, handled, failures } = queued(port);
    const never = new Promise(() => undefined);
    const attempt = vi.fn(() => (attempt.mock.calls.length < 4 ? never : handled.push("ends")));
    webhooks.on("*", () => attempt());
    await send(notification("contact.archived"));
    for (const times of [1, 2, 3]) {
      const workers = queue.startWorkers(webhooks, { lockMs: 200 });
      await vi.waitFor(() => expect(attempt).toHaveBeenCalledTimes(times), { timeout: 60_000 });
      await workers.close({ timeoutMs: 1 });
    }
    const last = queue.startWorkers(webhooks, { lockMs: 200 });
    await vi.waitFor(() => expect(handled).toEqual(["ends"]), { timeout: 60_000 });
    await last.close();
    expect([await queue.failed(), failures]).toEqual([[], []]);
  });

  test("several workers handle what is about one object one after the other, in its order", async () => {
    const { port } = await startRedis();
    const { send, webhooks, queue, handled } = queued(port);
    let running = 0;
    webhooks.on("*", async ({ topic }) => {
      handled.push(`${++running} ${topic}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      running--;
    });
    const all = [1, 2, 3].map(() => queue.startWorkers(webhooks));
    const topics = Array.from({ length: 8 }, (_, at) => `contact.${at}`);
    for (const topic of topics) await send(notification(topic));
    await vi.waitFor(() => expect(handled).toHaveLength(8), { timeout: 60_000 });
    await Promise.all(all.map((workers) => workers.close()));
    expect(handled).toEqual(topics.map((topic) => `1 ${topic}`));
  });

  test.each(["closed", "frozen"] as const)(
    "a process whose workers are closed ends by itself while Redis is %s",
    async (state) => {
      const redis = await startRedis();
      if (state === "closed") await redis.close();
      const env = { ...process.env, PORT: String(redis.port) };
      const child = spawn(process.execPath, [...nodeArgs, "--input-type=module", "-e", program], {
        env,
        stdio: ["pipe", "pipe", "inherit"],
      });
      onTestFinished(() => void child.kill("SIGKILL"));
      await once(child.stdout, "data");
      if (state === "frozen") redis.freeze();
      const exit = once(child, "exit");
      child.stdin.end();
      const [code] = await Promise.race([
        exit,
        new Promise<[string]>((resolve) => setTimeout(resolve, 60_000, ["still runs"])),
      ]);
      redis.thaw();
      expect(code).toBe(0);
    },
  );

  test("killed processes lose nothing, repeat only what they had in hand, and keep the order", async () => {
    const programs = path.resolve(import.meta.dirname, "../../../scripts/bench/programs");
    const args = [...nodeArgs, path.join(programs, "queue.mjs"), "2000", "1500", "6000"];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const { kills, twice, ...counts } = JSON.parse(stdout);
    expect(counts).toMatchObject({ handled: 2_000, twiceWithoutKill: 0, outOfOrder: 0 });
    expect(kills).toBeGreaterThan(0);
    expect(twice).toBeLessThanOrEqual(kills * 16);
  }, 300_000);
});

/** Works at a queue, says so, and closes all when its input ends. */
const program = `
import { createWebhooks } from "@interkit/webhooks";
import { createBullQueue } from "@interkit/webhooks/bullmq";
const connection = { host: "127.0.0.1", port: Number(process.env.PORT) };
const queue = createBullQueue({ connection, onError: () => {} });
const webhooks = createWebhooks({ secret: "client secret", queue });
const workers = queue.startWorkers(webhooks);
await queue.failed().catch(() => {});
setTimeout(() => console.log("works"), 500);
process.stdin.resume();
process.stdin.once("end", async () => {
  await workers.close({ timeoutMs: 500 });
  await queue.close();
});
`;
