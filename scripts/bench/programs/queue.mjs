// Delivers notifications of many conversations through a queue of BullMQ to three processes, of which one is
// killed now and then. Prints how often they were handled, as JSON. Needs redis-server:
// node queue.mjs <notifications> <milliseconds between kills> <milliseconds of a lock>
import { fork, spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createWebhooks } from "@interkit/webhooks";
import { createBullQueue } from "@interkit/webhooks/bullmq";
import { Redis } from "ioredis";

const [count, killEveryMs, lockMs] = process.argv.slice(-3).map(Number);
const perConversation = 100;
const conversations = Math.ceil(count / perConversation);
const longestMs = 60_000 + count * 5;
const secret = "client secret";

const folder = mkdtempSync(path.join(tmpdir(), "interkit-queue-"));
const socket = path.join(folder, "redis");
const server = startRedis();
const redis = new Redis({ path: socket });
redis.on("error", () => undefined);
const receivers = [1, 2].map(() => {
  const queue = createBullQueue({ connection: { path: socket } });
  return { queue, webhooks: createWebhooks({ secret, queue }) };
});
await redis.ping();

/** On a busy machine, a process takes seconds to start. */
const started = new Set();
const workers = [1, 2, 3].map(startWorker);
const killed = new Set();
const late = new Set();
await Promise.all(workers.map((worker) => once(worker, "message")));
const begin = performance.now();
const end = begin + longestMs;
let isDelivered = false;
const killing = killWorkers();
await deliverAll();
await Promise.all(late);
await untilHandled();
isDelivered = true;
const seconds = (performance.now() - begin) / 1_000;
await killing;
// What is handled twice may come later.
await sleep(3_000);
const notes = await allNotes();

for (const worker of workers) worker.kill("SIGKILL");
for (const { queue } of receivers) await queue.close();
redis.disconnect();
server.kill("SIGKILL");
rmSync(folder, { recursive: true, force: true });
const counts = countsOf(notes);
const lost = count - counts.handled;
console.log(JSON.stringify({ ...counts, lost, kills: killed.size, seconds }));

/** Each conversation gets its notifications one after the other, in an order of its own; some come twice. */
async function deliverAll() {
  const waiting = Array.from({ length: conversations }, (_, at) => at);
  const work = async () => {
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const [number, event] of shuffled(eventsOf(at)).entries()) {
        // The number says in which order those of a conversation were acknowledged.
        event.data.item.number = number;
        const body = JSON.stringify(event);
        await deliver(body);
        const chance = Math.random();
        if (chance < 0.05) await Promise.all([deliver(body), deliver(body)]);
        if (chance > 0.95) late.add(sleep(500 * Math.random()).then(() => deliver(body)));
      }
    }
  };
  await Promise.all(Array.from({ length: 50 }, work));
}

function eventsOf(conversation) {
  const length = Math.min(perConversation, count - conversation * perConversation);
  return Array.from({ length }, (_, at) => ({
    type: "notification_event",
    app_id: "ex4mple1",
    id: `notif_${randomUUID()}`,
    topic: at % 2 === 0 ? "conversation.user.replied" : "conversation.admin.replied",
    created_at: 1_717_000_000 + at,
    data: {
      type: "notification_event_data",
      item: { type: "conversation", id: idOf(conversation) },
    },
  }));
}

function idOf(conversation) {
  return String(990_000_000_000 + conversation);
}

function shuffled(list) {
  return list
    .map((value) => ({ value, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

async function deliver(body) {
  const { webhooks } = receivers[Math.random() < 0.5 ? 0 : 1];
  const digits = createHmac("sha1", secret).update(body).digest("hex");
  const headers = { "x-hub-signature": `sha1=${digits}` };
  const { status } = await webhooks.handle({ method: "POST", headers, body });
  if (status !== 200) throw new Error(`A delivery was answered with ${status}`);
}

async function killWorkers() {
  for (;;) {
    await sleep(killEveryMs * (0.5 + Math.random()));
    // Later ones would leave no time to handle what is left.
    if (isDelivered || performance.now() > end - longestMs / 2) return;
    const at = Math.floor(Math.random() * workers.length);
    if (!started.has(workers[at].pid)) continue;
    killed.add(workers[at].pid);
    workers[at].kill("SIGKILL");
    workers[at] = startWorker();
  }
}

function startWorker() {
  const file = fileURLToPath(new URL("./queue-worker.mjs", import.meta.url));
  const worker = fork(file, [socket, String(lockMs)]);
  return worker.once("message", () => started.add(worker.pid));
}

function startRedis() {
  const keepNothing = ["--save", "", "--appendonly", "no"];
  const args = ["--port", "0", "--unixsocket", socket, ...keepNothing];
  const server = spawn("redis-server", args, { stdio: ["ignore", "ignore", "inherit"] });
  process.once("exit", () => server.kill("SIGKILL"));
  process.once("SIGTERM", () => process.exit(1));
  return server;
}

async function untilHandled() {
  while (performance.now() < end && countsOf(await allNotes()).handled < count) await sleep(500);
}

/** What was handled of each conversation, in this order: number, id and process. */
async function allNotes() {
  const lists = Array.from({ length: conversations }, (_, at) =>
    redis.lrange(`handled:${idOf(at)}`, 0, -1),
  );
  return (await Promise.all(lists)).map((list) => list.map((note) => note.split(" ")));
}

/** A process that is killed may have handled a notification that the queue has still: then it comes next again. */
function countsOf(all) {
  const counts = { handled: 0, twice: 0, twiceWithoutKill: 0, outOfOrder: 0 };
  for (const notes of all) {
    const ids = new Set();
    let last = ["-1"];
    for (const note of notes) {
      const [number, id] = note;
      const [lastNumber, lastId, lastPid] = last;
      if (Number(number) < Number(lastNumber)) counts.outOfOrder += 1;
      if (!ids.has(id)) counts.handled += 1;
      else if (id === lastId && killed.has(Number(lastPid))) counts.twice += 1;
      else counts.twiceWithoutKill += 1;
      ids.add(id);
      last = note;
    }
  }
  return counts;
}
