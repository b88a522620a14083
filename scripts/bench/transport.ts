import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SingleBar } from "cli-progress";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import type { Cost, Task } from "./transport-arm.ts";
import { arms } from "./transport-arms.ts";

interface Flags {
  readonly calls: number;
  readonly rounds: number;
}

/** Rounds in which everything gets warm. */
const warmUps = 3;

const columns = [
  { title: "GET, one by one", operation: "get", atATime: 1 },
  { title: "GET, 50 at a time", operation: "get", atATime: 50 },
  { title: "search, 50 at a time", operation: "search", atATime: 50 },
] as const;

await new Command("bench:transport")
  .description(
    "Calls per second and processor time per call, compared with plain fetch and other clients.",
  )
  .option("--calls <number>", "calls in a round", whole, 1_000)
  .option("--rounds <number>", "rounds, of which the median counts", whole, 11)
  .action(run)
  .parseAsync();

async function run({ calls, rounds }: Flags): Promise<void> {
  const server = fork(path("./transport-server.ts"));
  const [port] = await once(server, "message");
  const url = `http://127.0.0.1:${port}`;
  const names = arms(url).map(({ name }) => name);
  // Each has a process of its own: the garbage of one must not be collected during another.
  const made = names.map((_, index) => fork(path("./transport-arm.ts"), [url, String(index)]));
  const bar = new SingleBar({ format: "{bar} {value}/{total} rounds", hideCursor: true });
  bar.start(columns.length * (warmUps + rounds), 0);
  const measured: Cost[][] = [];
  for (const { operation, atATime } of columns) {
    const task = { do: "calls", operation, atATime, calls } as const;
    measured.push(await measure(made, task, rounds, () => bar.increment()));
  }
  bar.stop();
  const table = new Table({ head: ["", ...columns.map(({ title }) => title), "heap"] });
  for (const [index, arm] of made.entries()) {
    const bytes = await runTask<number>(arm, { do: "heap" });
    const costs = measured.map((column) => shown(column[index]));
    table.push([names[index] ?? "", ...costs, `${(bytes / 1024).toFixed(1)} kB`]);
  }
  console.log("Processor time per call as a multiple of plain fetch's; calls per second.");
  console.log(table.toString());
  for (const child of [server, ...made]) child.kill();
}

/**
 * Medians over the rounds, in each of which every arm runs. A cost is divided by that of the first arm
 * in the same round, since the speed of a machine varies over time.
 */
async function measure(
  made: readonly ChildProcess[],
  task: Task,
  rounds: number,
  tick: () => void,
): Promise<Cost[]> {
  const all = made.map((): Cost[] => []);
  for (let round = -warmUps; round < rounds; round += 1) {
    let base: number | undefined;
    for (const [index, arm] of made.entries()) {
      const { cpu, perSecond } = await runTask<Cost>(arm, task);
      base ??= cpu;
      if (round >= 0) all[index]?.push({ cpu: cpu / base, perSecond });
    }
    tick();
  }
  return all.map((costs) => ({
    cpu: median(costs.map(({ cpu }) => cpu)),
    perSecond: median(costs.map(({ perSecond }) => perSecond)),
  }));
}

async function runTask<T>(arm: ChildProcess, task: Task): Promise<T> {
  arm.send(task);
  const [answer] = await once(arm, "message");
  return answer;
}

function path(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
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
