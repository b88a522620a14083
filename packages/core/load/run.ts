import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { call, type Share } from "./caller.ts";
import { type MeteredServer, meteredServer } from "./metered-server.ts";
import { hasRedis, redisServer } from "./redis-server.ts";

interface Flags {
  readonly calls: number;
  readonly limit: number[];
}

await new Command("load")
  .description("Makes calls against a server that enforces a limit of calls in ten seconds.")
  .option("--calls <number>", "calls to make in all", whole, 5_000)
  .option(
    "--limit <number...>",
    "calls that the server allows in ten seconds",
    wholes,
    [166, 1_666],
  )
  .action(run)
  .parseAsync();

async function run({ calls, limit: limits }: Flags): Promise<void> {
  const head = [
    "limit",
    "processes",
    "calls",
    "seconds",
    "of the rate",
    "refused",
    "answered once",
  ];
  const table = new Table({ head });
  const runs = limits.flatMap((limit) => [1, 3].map((processes) => ({ limit, processes })));
  if (!hasRedis) console.log("There is no redis-server: the runs of three processes are left out.");
  const possible = runs.filter(({ processes }) => processes === 1 || hasRedis);
  // They wait nearly all of the time, and so do not get into each other's way.
  const rows = await Promise.all(possible.map((one) => measure(one.limit, one.processes, calls)));
  for (const { cells } of rows) table.push(cells);
  console.log(table.toString());
  process.exitCode = rows.every(({ isGood }) => isGood) ? 0 : 1;
}

async function measure(limit: number, processes: number, calls: number) {
  const server = await meteredServer(limit);
  const redis = processes > 1 ? await redisServer() : undefined;
  const each = Math.ceil(calls / processes);
  const shares: Share[] = Array.from({ length: processes }, (_, index) => ({
    url: server.url,
    from: index * each,
    calls: Math.min(each, calls - index * each),
    ...(redis ? { redisPort: redis.port } : {}),
  }));
  const start = Date.now();
  const done = await Promise.all(shares.map(processes > 1 ? inOwnProcess : call));
  const seconds = (Date.now() - start) / 1000;
  await redis?.close();
  await server.close();
  return verdict(server, { limit, processes, calls, seconds, successes: sum(done) });
}

function verdict(
  { windows, served }: MeteredServer,
  facts: { limit: number; processes: number; calls: number; seconds: number; successes: number },
) {
  const { limit, processes, calls, seconds, successes } = facts;
  const [, ...later] = [...windows.values()];
  const refused = sum(later.map((window) => window.refused));
  // The first window was joined late, and the last one left early.
  const full = later.slice(0, -1);
  const share =
    full.length === 0 ? 1 : sum(full.map(({ allowed }) => allowed)) / (full.length * limit);
  const isOnce = served.size === calls && sum([...served.values()]) === calls;
  const answered = isOnce && successes === calls ? "all" : `${successes} of ${calls}`;
  const percent = `${(share * 100).toFixed(1)} %`;
  return {
    cells: [limit, processes, calls, seconds.toFixed(1), percent, refused, answered],
    isGood: refused === 0 && share >= 0.9 && answered === "all",
  };
}

function inOwnProcess(share: Share): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL("./caller.ts", import.meta.url)));
    child.once("message", (successes) => resolve(Number(successes)));
    child.once("error", reject);
    child.send(share);
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("Not a whole number.");
  return number;
}

function wholes(text: string, before: number[]): number[] {
  return before.length === 2 && before[0] === 166 ? [whole(text)] : [...before, whole(text)];
}
