// npm run bench:sandbox: how soon a sandbox starts, and the cost of 100,000 contacts and of 100.
import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import os from "node:os";
import path from "node:path";
import { SingleBar } from "cli-progress";
import Table from "cli-table3";
import { calls, measure } from "./sandbox/calls.mjs";

const STARTS = 9;
const ROUNDS = 7;
const SLICE_MS = 200;
const SIZES = [100, 100_000] as const;

const folder = path.join(import.meta.dirname, "sandbox");
const cli = path.resolve(import.meta.dirname, "../../packages/sandbox/dist/cli.js");
type Seeded = Parameters<typeof measure>[1];

/** A process with a sandbox, which measures itself on request. */
interface Workspace {
  readonly child: ChildProcess;
  readonly url: string;
  readonly seeded: Seeded;
  readonly seedMs: number;
}

const [busy = 0] = os.loadavg();
const bar = new SingleBar({ format: "{bar} {task}", hideCursor: true });
bar.start(STARTS + ROUNDS, 0, { task: "starting" });
const starts = await measureStarts();
const workspaces = await Promise.all(SIZES.map(open));
const rates = await measureRates(workspaces);
const ends = await Promise.all(workspaces.map(({ child }) => runTask(child, {})));
for (const { child } of workspaces) child.kill();
bar.stop();
print();

async function measureStarts() {
  const all: { alone: number; import: number; first: number; process: number; cli: number }[] = [];
  for (let run = 0; run < STARTS; run++) {
    const alone = timed(() => execFileSync(process.execPath, ["-e", "0"]));
    const script = path.join(folder, "start.mjs");
    const started = JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8" }));
    all.push({ alone, ...started, cli: await startOfCli() });
    bar.increment();
  }
  return all;
}

function timed(run: () => void): number {
  const begin = performance.now();
  run();
  return performance.now() - begin;
}

/** The time from the start of the program until it reports that it listens. */
async function startOfCli(): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, [cli, "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const taken = performance.now() - begin;
  child.kill();
  await once(child, "exit");
  return taken;
}

async function open(size: number): Promise<Workspace> {
  const script = path.join(folder, "workspace.mjs");
  const child = fork(script, [String(size)], { execArgv: ["--expose-gc"] });
  const [ready] = await once(child, "message");
  return { child, ...ready };
}

/**
 * Calls a second, through `sandbox.fetch` and over HTTP, for each size. The sizes take turns, so that
 * a machine that is busy now and idle then does not favour one of them.
 */
async function measureRates(all: readonly Workspace[]) {
  const rates = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round++) {
    bar.update(STARTS + round, { task: `calling, round ${round + 1} of ${ROUNDS}` });
    for (const name of Object.keys(calls) as (keyof typeof calls)[]) {
      for (const { child, url, seeded } of all) {
        const here = await runTask(child, { name, milliseconds: SLICE_MS });
        const request = (where: string, init?: RequestInit) => fetch(url + where, init);
        const there = await measure(name, seeded, SLICE_MS, request);
        // The first round warms up.
        if (round > 0) {
          note(rates, `${name} fetch ${seeded.size}`, here.rate);
          note(rates, `${name} http ${seeded.size}`, there);
        }
      }
    }
  }
  bar.update(STARTS + ROUNDS);
  return rates;
}

async function runTask(child: ChildProcess, task: object) {
  const answer = once(child, "message");
  child.send(task);
  return (await answer)[0];
}

function note(rates: Map<string, number[]>, key: string, rate: number): void {
  rates.set(key, [...(rates.get(key) ?? []), rate]);
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function print(): void {
  const start = table(["starting, empty", "ms"]);
  const middle = (name: keyof (typeof starts)[number]) =>
    median(starts.map((one) => one[name])).toFixed(0);
  start.push(["import, createSandbox, first answer", sum(starts)]);
  start.push(["  of which the import", middle("import")]);
  start.push(["the same, and the start of Node", middle("process")]);
  start.push(["interkit-sandbox, until it listens", middle("cli")]);
  start.push(["Node alone, for comparison", middle("alone")]);
  console.log(start.toString());

  const [few, many] = SIZES.map((size) => size.toLocaleString("en"));
  const transports = ["fetch", "http"];
  const heads = transports.flatMap((transport) => [`${transport}: ${few}`, many, "ratio"]);
  const speed = table(["calls a second", ...heads]);
  for (const name of Object.keys(calls)) {
    const cells = transports.flatMap((transport) => {
      const [a = 0, b = 0] = SIZES.map((size) =>
        median(rates.get(`${name} ${transport} ${size}`) ?? []),
      );
      return [whole(a), whole(b), (b / a).toFixed(2)];
    });
    speed.push([name, ...cells]);
  }
  console.log(speed.toString());

  const size = table(["memory", few, many]);
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
  size.push(["heap in use", ...ends.map((one) => megabytes(one.memory.heapUsed))]);
  size.push(["resident", ...ends.map((one) => megabytes(one.memory.rss))]);
  size.push(["to seed them", ...workspaces.map((one) => `${one.seedMs.toFixed(0)} ms`)]);
  console.log(size.toString());

  const state = table(["state, processor time", few, many]);
  const stateMs = (name: string) => ends.map((one) => `${one.state[name].toFixed(1)} ms`);
  state.push(["snapshot", ...stateMs("save")], ["restore it", ...stateMs("restore")]);
  state.push(["read the snapshot", ...stateMs("read")], ["restore it", ...stateMs("restoreRead")]);
  console.log(state.toString());
  console.log(
    `medians of ${STARTS} starts and of ${ROUNDS - 1} times ${SLICE_MS} ms of calls, one after the ` +
      `other; Node ${process.versions.node}, ${os.availableParallelism()} processors of which ` +
      `${busy.toFixed(1)} were busy with something else`,
  );
}

function sum(all: typeof starts): string {
  return median(all.map((one) => one.import + one.first)).toFixed(0);
}

function whole(rate: number): string {
  return Math.round(rate).toLocaleString("en");
}

function table(head: (string | undefined)[]) {
  const colAligns = head.map((_, at) => (at === 0 ? ("left" as const) : ("right" as const)));
  return new Table({ head: head.map(String), colAligns, style: { head: [], border: [] } });
}
