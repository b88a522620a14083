// Writes contacts to a sandbox that limits its calls, by the processes of an arm, of which some are killed. Prints
// the milliseconds of an arm, or all that was counted, as JSON. A queue needs redis-server.
import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const [arm, , kind, ...numbers] = process.argv.slice(2);
const [count, perMinute, latencyMs, kills = 0] = numbers.map(Number);
const folder = mkdtempSync(path.join(tmpdir(), "interkit-backfill-"));
const redis = path.join(folder, "redis");
const file = path.join(folder, "jobs.db");
const children = new Set();
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});
process.once("SIGTERM", () => process.exit(1));

/**
 * As in a small container: without a limit, V8 collects garbage late. The semi-space has a size of its own, since V8
 * takes a small one for such a heap, and spends its time on collecting that.
 */
const smallHeap = { execArgv: ["--max-old-space-size=48", "--max-semi-space-size=8"] };

const sandbox = start("backfill-sandbox.mjs", [perMinute, latencyMs]);
const [url] = await once(sandbox, "message");
if (kind === "time") {
  const role = arm === "intercom-client, ten at a time" ? "loop" : "file";
  console.log((await ended(processOf(role, file))).ms);
} else {
  const { ms, bytes } = await (kind === "queue" ? throughQueue() : ended(processOf("file", file)));
  console.log(JSON.stringify({ ...(await countsAfter(ms)), "MB of memory": bytes / 1e6 }));
}
process.exit();

/** How many processes work at the queue is the same before and after a kill. */
async function throughQueue() {
  const server = spawn(
    "redis-server",
    ["--port", "0", "--unixsocket", redis, "--save", "", "--appendonly", "no"],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  children.add(server);
  const workers = [1, 2, 3, 4].map(() => processOf("worker", redis));
  const run = ended(processOf("run", redis));
  const expectedMs = (count / perMinute) * 60_000;
  for (let killed = 1; killed <= kills; killed++) {
    const isOver = await Promise.race([run, sleep(expectedMs * (0.2 + Math.random() * 0.2))]);
    if (isOver !== undefined) throw new Error("The run was over before the last kill");
    const at = Math.floor(Math.random() * workers.length);
    workers[at].kill("SIGKILL");
    workers[at] = processOf("worker", redis);
  }
  const result = await run;
  const reports = workers.map(ended);
  for (const worker of workers) worker.kill("SIGTERM");
  const all = [result, ...(await Promise.all(reports))];
  return { ...result, bytes: Math.max(...all.map(({ bytes }) => bytes)) };
}

async function countsAfter(ms) {
  sandbox.send("counts");
  const [{ calls, creates, created, limited }] = await once(sandbox, "message");
  const share = calls / ((perMinute / 60_000) * ms);
  return {
    written: created,
    lost: count - created,
    "sent again": creates - created,
    "answers 429": limited,
    "% of the limit unused": Math.max(0, 100 - share * 100),
    seconds: ms / 1_000,
  };
}

function processOf(role, place) {
  return start("backfill-process.mjs", [role, url, count, place], smallHeap);
}

function start(program, args, options = {}) {
  const file = fileURLToPath(new URL(`./${program}`, import.meta.url));
  const child = fork(file, args.map(String), options);
  children.add(child);
  return child;
}

/** What a process sends at its end. */
async function ended(child) {
  const exit = once(child, "exit").then(([code, signal]) => {
    throw new Error(`A process ended with ${code ?? signal}`);
  });
  const [message] = await Promise.race([once(child, "message"), exit]);
  return message;
}
