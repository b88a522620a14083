// npm run load:kills: kills programs at random moments, starts them again, and compares what they did in the end.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createSandbox } from "@interkit/sandbox";
import Table from "cli-table3";
import { Command, InvalidArgumentError } from "commander";
import { type KilledProgram, programs } from "./programs.ts";

await new Command("load:kills")
  .description(
    "Kills an export, a mirror, a backfill and a sync at random moments, until each is done.",
  )
  .option("--kills <number>", "kills of each program", whole, 70)
  .option("--only <text>", "programs whose name holds this text", "")
  .action(run)
  .parseAsync();

async function run({ kills, only }: { kills: number; only: string }): Promise<void> {
  const table = new Table({ head: ["program", "runs", "kills", "requests", "without kills", ""] });
  const sum = { passed: 0, failed: 0 };
  for (const program of programs.filter(({ name }) => name.includes(only))) {
    const result = { runs: 0, kills: 0, requests: 0 };
    const alone = await playRound(program, Number.POSITIVE_INFINITY);
    const faults = [...alone.faults];
    while (result.kills < kills) {
      const round = await playRound(program, alone.durationMs);
      result.runs += 1;
      result.kills += round.kills;
      result.requests += round.requests;
      faults.push(...round.faults);
      sum[round.faults.length === 0 ? "passed" : "failed"] += 1;
    }
    const perRun = Math.round(result.requests / result.runs);
    const cells = [program.name, result.runs, result.kills, perRun, alone.requests];
    table.push([...cells, faults[0] ?? "passed"]);
  }
  console.log(table.toString());
  console.log(`${sum.passed} passed, ${sum.failed} failed, 0 skipped`);
  if (sum.failed > 0) process.exitCode = 1;
}

interface Round {
  readonly kills: number;
  readonly requests: number;
  readonly durationMs: number;
  /** What is wrong in the end. */
  readonly faults: readonly string[];
}

/** Starts a program again and again, until a process of it ends by itself; each is killed within `killWithinMs`. */
async function playRound(program: KilledProgram, killWithinMs: number): Promise<Round> {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-kills-"));
  const sandbox = createSandbox({ rateLimit: { perMinute: 600_000, workspacePerMinute: 600_000 } });
  const { url, close } = await sandbox.listen({ port: 0 });
  const from = performance.now();
  let kills = 0;
  try {
    program.prepare(sandbox, folder);
    for (;;) {
      const child = spawn(process.execPath, [fileOf(program.name), url, folder], {
        stdio: ["ignore", "inherit", "inherit"],
      });
      // The more kills there are, the more time there is: the start of a process alone may take all of it.
      const code = await end(child, Math.random() * killWithinMs * (1 + kills / 20));
      if (code === 0) break;
      if (code !== null) return { ...counted(), faults: [`a process ended with ${code}`] };
      kills += 1;
      if (kills > 1_000) return { ...counted(), faults: ["1,000 processes did not finish it"] };
    }
    const result = counted();
    return { ...result, faults: await program.faults(sandbox, folder) };
  } finally {
    await close();
    rmSync(folder, { recursive: true, force: true });
  }

  function counted(): Omit<Round, "faults"> {
    const durationMs = performance.now() - from;
    return { kills, requests: sandbox.requests.list().length, durationMs };
  }
}

/** Kills a process after a time; resolves to its exit code, or null where it was killed. */
async function end(child: ChildProcess, afterMs: number): Promise<number | null> {
  const ended = once(child, "close") as Promise<[number | null]>;
  if (afterMs !== Number.POSITIVE_INFINITY) {
    const timer = new AbortController();
    await Promise.race([wait(afterMs, undefined, timer), ended]).catch(() => undefined);
    timer.abort();
    child.kill("SIGKILL");
  }
  const [code] = await ended;
  return code;
}

function fileOf(name: string): string {
  return path.join(import.meta.dirname, `programs/${name}.mjs`);
}

function whole(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError("It must be a positive whole number.");
}
