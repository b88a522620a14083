import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { type Arm, arms } from "./transport-arms.ts";

/** Rounds in which everything gets warm. */
const warmUps = 4;

interface Flags {
  readonly calls: number;
  readonly rounds: number;
}

/** What a round of calls took. */
interface Cost {
  /** Processor time of this process for each call: in microseconds, then as a multiple of the first arm's. */
  readonly cpu: number;
  readonly perSecond: number;
}

await new Command("bench:transport")
  .description(
    "Calls per second and processor time per call, against bare fetch and other clients.",
  )
  .option("--calls <number>", "calls in a round", whole, 1_000)
  .option("--rounds <number>", "rounds, of which the median counts", whole, 15)
  .action(run)
  .parseAsync();

async function run({ calls, rounds }: Flags): Promise<void> {
  const server = fork(fileURLToPath(new URL("./transport-server.ts", import.meta.url)));
  const port = await new Promise<number>((resolve) => server.once("message", resolve));
  const made = await arms(`http://127.0.0.1:${port}`);
  const head = ["", "GET, one by one", "GET, 50 at a time", "search, 50 at a time", "heap"];
  const table = new Table({ head });
  const columns = [
    await measure(made, "get", 1, Math.ceil(calls / 4), rounds),
    await measure(made, "get", 50, calls, rounds),
    await measure(made, "search", 50, calls, rounds),
  ];
  for (const [index, { name }] of made.entries()) {
    table.push([name, ...columns.map((costs) => shown(costs[index])), await heapOf(made[index])]);
  }
  console.log("Processor time per call as a multiple of bare fetch's; calls per second.");
  console.log(table.toString());
  for (const { close } of made) await close?.();
  server.kill();
}

/**
 * Medians over the rounds. A cost is held against that of the same round, and the arms change places
 * from round to round: what the machine does besides, and what an arm leaves to be collected, hits all.
 */
async function measure(
  made: readonly Arm[],
  operation: "get" | "search",
  atATime: number,
  calls: number,
  rounds: number,
): Promise<Cost[]> {
  const all = made.map((): Cost[] => []);
  for (let round = -warmUps; round < rounds; round += 1) {
    const costs: Cost[] = [];
    for (const turn of made.keys()) {
      const index = (turn + warmUps + round) % made.length;
      const arm = made[index];
      if (arm) costs[index] = await costOf(arm[operation], calls, atATime);
    }
    const base = costs[0]?.cpu ?? 1;
    if (round < 0) continue;
    for (const [index, { cpu, perSecond }] of costs.entries()) {
      all[index]?.push({ cpu: cpu / base, perSecond });
    }
  }
  return all.map((costs) => ({
    cpu: median(costs.map(({ cpu }) => cpu)),
    perSecond: median(costs.map(({ perSecond }) => perSecond)),
  }));
}

async function costOf(call: () => Promise<unknown>, calls: number, atATime: number): Promise<Cost> {
  let next = 0;
  const work = async () => {
    while (next++ < calls) await call();
  };
  const start = performance.now();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: atATime }, work));
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  return { cpu: (user + system) / calls, perSecond: calls / seconds };
}

/** How much the heap grows over calls that are all under way at once, per call. */
async function heapOf(arm: Arm | undefined): Promise<string> {
  if (arm === undefined || globalThis.gc === undefined) return "";
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  const calls = Array.from({ length: 200 }, () => arm.get());
  const grown = process.memoryUsage().heapUsed - before;
  await Promise.all(calls);
  return `${(grown / 200 / 1024).toFixed(1)} kB`;
}

function shown(cost: Cost | undefined): string {
  return cost ? `${cost.cpu.toFixed(2)} · ${Math.round(cost.perSecond)}/s` : "";
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("Not a whole number.");
  return number;
}
