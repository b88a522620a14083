import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { root, turbo } from "../turbo.mjs";
import { closingLine, type PlannedTask, type RanTask, tally, type VitestResults } from "./tally.ts";
import { toolsFound } from "./tools.ts";

const tasks = [
  "build",
  "typecheck",
  "typecheck:scripts",
  "lint:code",
  "lint:openapi",
  "api:check",
  "size:check",
  "test",
  "test:scripts",
  "test:docs",
];

// The inputs of the test tasks in turbo.json contain this.
process.env["TEST_TOOLS"] = toolsFound((process.env["PATH"] ?? "").split(path.delimiter)).join(" ");

const planned = plan();
// Without this, a run that crashes before it writes would be counted by the results of an earlier one.
for (const task of planned) if (task.results) rmSync(task.results, { force: true });

rmSync(runs(), { recursive: true, force: true });
turbo([
  "run",
  ...tasks,
  "--continue=dependencies-successful",
  "--summarize",
  "--output-logs=errors-only",
  // One more than there are cores: tasks also wait, for a lease to end or a process to start.
  `--concurrency=${os.availableParallelism() + 1}`,
  ...process.argv.slice(2),
]);
const rows = tally(planned, ran(), readResults);

console.log();
for (const row of rows) {
  const time = row.seconds === undefined ? "" : `${row.seconds.toFixed(1)} s`;
  const note = row.failed > 0 ? `${row.failed} FAILED` : row.cached ? "unchanged" : time;
  console.log(`${row.task.padEnd(32)} ${String(row.passed).padStart(5)} passed   ${note}`);
}
for (const { task, skipped } of rows) {
  for (const name of skipped) console.log(`skipped in ${task}: ${name}`);
}
console.log(closingLine(rows));
if (rows.some((row) => row.failed > 0)) process.exitCode = 1;

/** The tasks that turbo will run. Those that no package defines only carry hashes, and are no checks. */
function plan(): PlannedTask[] {
  const done = turbo(["run", ...tasks, "--dry-run=json"], {
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (done.status !== 0) {
    console.log(closingLine([{ task: "plan", passed: 0, failed: 1, skipped: [] }]));
    process.exit(1);
  }
  const { tasks: all } = JSON.parse(String(done.stdout)) as { tasks: DryTask[] };
  return all
    .filter((task) => task.command !== "<NONEXISTENT>")
    .map(({ taskId, command, directory, outputs }) => {
      // A task has the outputs of its name: where `typecheck` is the compiler alone, it writes none of them.
      const file = command.includes("vitest")
        ? outputs?.find((output) => output.endsWith("test-results.json"))
        : undefined;
      return { id: taskId, results: file && path.join(root, directory, file) };
    });
}

function ran(): RanTask[] {
  const [file] = existsSync(runs()) ? readdirSync(runs()) : [];
  if (file === undefined) return [];
  const summary = JSON.parse(readFileSync(path.join(runs(), file), "utf8")) as {
    tasks: SummaryTask[];
  };
  return summary.tasks.map(({ taskId, execution, cache }) => ({
    id: taskId,
    exitCode: execution.exitCode,
    seconds: (execution.endTime - execution.startTime) / 1000,
    cached: cache.status === "HIT",
  }));
}

/** The folder in which turbo writes the summary of a run. */
function runs(): string {
  return path.join(root, ".turbo", "runs");
}

function readResults(file: string): VitestResults | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as VitestResults;
  } catch {
    return undefined;
  }
}

interface DryTask {
  taskId: string;
  command: string;
  directory: string;
  outputs: string[] | null;
}

interface SummaryTask {
  taskId: string;
  execution: { exitCode: number; startTime: number; endTime: number };
  cache: { status: "HIT" | "MISS" };
}
