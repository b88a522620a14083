// A process of a queue of jobs: `worker` or `run`. Notes in Redis which items it has worked at. With `run`, it prints
// the summary, or the error.
import { setTimeout as sleep } from "node:timers/promises";
import { defineJob, fromRows } from "@interkit/jobs";
import { createJobQueue } from "@interkit/jobs/bullmq";
import { Redis } from "ioredis";

const [role, port, count, leaseMs, lockMs, closeMs] = process.argv.slice(2);
const connection = { host: "127.0.0.1", port: Number(port) };
const notes = new Redis({ ...connection, maxRetriesPerRequest: null });
notes.on("error", () => undefined);

const rows = Array.from({ length: Number(count) }, (_, at) => ({ id: String(at) }));
const job = defineJob({
  name: "kills",
  source: fromRows(
    async (after: number | undefined) => {
      await sleep(2);
      return rows.slice((after ?? -1) + 1).slice(0, 100);
    },
    { position: ({ id }) => Number(id), batchSize: 50 },
  ),
  concurrency: 10,
  step: async ({ id }) => {
    await sleep(Math.random() * 20);
    await notes.hincrby("seen", id, 1);
    await sleep(Math.random() * 20);
  },
});
const queue = createJobQueue({ connection, jobs: [job], onError: () => undefined });

if (role === "worker") {
  const workers = queue.startWorkers({
    lockMs: Number(lockMs),
    stopOnSignals: closeMs === undefined,
  });
  if (closeMs !== undefined) {
    process.once("SIGTERM", () => workers.close({ timeoutMs: Number(closeMs) }));
  }
  await workers.closed;
  notes.disconnect();
} else {
  try {
    const summary = await queue.run(job, { leaseMs: Number(leaseMs), maxWaiting: 400 });
    console.log(JSON.stringify(summary));
  } catch (error) {
    console.log(JSON.stringify({ reason: (error as { reason?: string }).reason ?? String(error) }));
  }
  await queue.close();
  notes.disconnect();
}
