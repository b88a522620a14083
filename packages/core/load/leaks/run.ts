import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { atATime, type Report, type Share } from "./measure.ts";

interface Flags {
  readonly calls: number;
  readonly aborted: number;
  readonly only: string;
}

/** A script that makes calls in a process of its own, and its share of all calls. */
const subjects = [
  { name: "@interkit/core", script: "./core.ts", part: 1 },
  { name: "@interkit/client", script: "../../../client/load/leaks.ts", part: 0.1 },
] as const;
const transports = ["dispatcher", "fetch", "nodeFetch"] as const;

/**
 * The smallest thing that a call could leave, a callback in a set, takes more than 100 bytes. If one of
 * twenty calls leaves it, the average is smaller, so the bound is below that.
 */
const mostBytesPerCall = 20;
/** By so much memory grows in the second half of any run: code is compiled, and buffers are kept. */
const unrelatedBytes = 500_000;
/** Connections of aborted calls are closed a little after new ones are made. */
const mostConnections = 3 * atATime;
const endsWithinMs = 20_000;

await new Command("load:leaks")
  .description("Makes calls, aborts some at random moments, and looks for leaks.")
  .option("--calls <number>", "calls that are answered", whole, 100_000)
  .option("--aborted <number>", "calls that are aborted", whole, 5_000)
  .option("--only <text>", "runs whose name holds this text", "")
  .action(run)
  .parseAsync();

async function run({ calls, aborted, only }: Flags): Promise<void> {
  const head = ["run", "answered", "aborted", "requests", "listeners", "timers", "connections"];
  const table = new Table({ head: [...head, "heap per call", "seconds"] });
  const problems: string[] = [];
  for (const { name, script, part } of subjects) {
    for (const transport of transports) {
      const title = `${name} with ${transport}`;
      if (!title.includes(only)) continue;
      const share = { transport, calls: calls * part, aborted: aborted * part };
      const [report, hasEnded] = await inOwnProcess(script, share);
      table.push([title, ...cells(report)]);
      const broken = problemsOf(report, share, hasEnded);
      problems.push(...broken.map((problem) => `${title}: ${problem}`));
    }
  }
  console.log(table.toString());
  for (const problem of problems) console.log(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

function cells(report: Report) {
  const { connections, bytesPerCall } = report;
  return [
    report.answered,
    report.aborted,
    report.requests,
    report.listeners,
    report.timers,
    `at most ${connections.most}, ${connections.left} left`,
    `${bytesPerCall.toFixed(1)} bytes`,
    report.seconds.toFixed(1),
  ];
}

function problemsOf(report: Report, share: Share, hasEnded: boolean): string[] {
  const { connections, attempts, requests } = report;
  const mostBytes = mostBytesPerCall + unrelatedBytes / ((share.calls + share.aborted) / 2);
  const checks: readonly (readonly [isGood: boolean, problem: string])[] = [
    [
      report.wrong.length === 0,
      `calls ended otherwise than they should: ${report.wrong.join("; ")}`,
    ],
    [report.answered === share.calls, "not every call was answered once"],
    [report.aborted === share.aborted, "not every aborted call failed once, with an AbortError"],
    [report.miscounted === 0, `the server has another count of ${report.miscounted} calls`],
    [requests <= attempts, `the server had ${requests} requests, of ${attempts} attempts`],
    [report.warnings.length === 0, `Node warned: ${report.warnings.join("; ")}`],
    [report.listeners === 0, `${report.listeners} listeners are left on signals`],
    [report.timers === 0, `${report.timers} timers are left`],
    [connections.most <= mostConnections, `${connections.most} connections were open at once`],
    [connections.left === 0, `${connections.left} connections are left`],
    [
      report.bytesPerCall <= mostBytes,
      `memory grows by more than ${mostBytes.toFixed(0)} bytes per call`,
    ],
    [hasEnded, `the process did not end by itself within ${endsWithinMs} ms`],
  ];
  return checks.filter(([isGood]) => !isGood).map(([, problem]) => problem);
}

/** Gives the report of a process of its own, and whether it then ended by itself. */
async function inOwnProcess(script: string, share: Share): Promise<[Report, boolean]> {
  const execArgv = [...process.execArgv, "--expose-gc"];
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = fork(path, [JSON.stringify(share)], { execArgv });
  const ended = once(child, "exit");
  const report = await Promise.race([
    once(child, "message").then(([report]) => report as Report),
    ended.then(([code]) => {
      throw new Error(`${script} ended with ${code}`);
    }),
  ]);
  return [report, await endsByItself(child, ended)];
}

async function endsByItself(child: ChildProcess, ended: Promise<unknown[]>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<unknown[]>((resolve) => {
    timer = setTimeout(resolve, endsWithinMs, ["late"]);
  });
  const [code] = await Promise.race([ended, late]);
  clearTimeout(timer);
  if (code === "late") child.kill("SIGKILL");
  return code === 0;
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 100) {
    throw new InvalidArgumentError("Not a whole number, at least 100.");
  }
  return number;
}
