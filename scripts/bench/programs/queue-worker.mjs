// A process that handles what a queue of notifications has, and notes each in Redis, until it is killed:
// node queue-worker.mjs <socket of Redis> <milliseconds of a lock>
import { createWebhooks } from "@interkit/webhooks";
import { createBullQueue } from "@interkit/webhooks/bullmq";
import { Redis } from "ioredis";

const [socket, lockMs] = process.argv.slice(2);
const connection = { path: socket };
const notes = new Redis(connection);
const queue = createBullQueue({ connection });
const webhooks = createWebhooks({ secret: "client secret", queue });

webhooks.on("*", async ({ id, data }) => {
  if (Math.random() < 0.01) await new Promise((resolve) => setTimeout(resolve, 10));
  await notes.rpush(`handled:${data.item.id}`, `${data.item.number} ${id} ${process.pid}`);
});
process.once("disconnect", () => process.exit());
queue.startWorkers(webhooks, { lockMs: Number(lockMs), retryDelayMs: 100 });
process.send("started");
