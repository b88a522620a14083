import Table from "cli-table3";
import { Command } from "commander";
import { firstLine } from "../../../scripts/install-tool.ts";
import { cases } from "./cases.ts";
import { hostileServer } from "./hostile-server.ts";
import { bundle } from "./runtimes/bundle.ts";
import { chromium } from "./runtimes/chromium.ts";
import { impossible } from "./runtimes/impossible.ts";
import { bun, deno, node, nodeWithUndici } from "./runtimes/programs.ts";
import type { Complaints } from "./runtimes/run-cases.ts";
import type { Runtime, Trial } from "./runtimes/runtime.ts";
import { workerd } from "./runtimes/workerd.ts";

const all: readonly Runtime[] = [
  node(20),
  node(22),
  node(24),
  node(26),
  nodeWithUndici(24, 8),
  bun,
  deno,
  workerd,
  chromium,
];

/** The result of a runtime: what was wrong with each promise, or why none was tried. */
interface RuntimeResult {
  readonly name: string;
  readonly version: string;
  readonly complaints?: Complaints;
  readonly whyNot?: string;
}

await new Command("runtimes")
  .description("Tries every promise of the transport in every supported runtime.")
  .argument("[names...]", "only runtimes whose names begin so, such as node or deno")
  .action(run)
  .parseAsync();

async function run(names: readonly string[]): Promise<void> {
  const modules = {
    node: await bundle("node"),
    browser: await bundle("browser"),
    pool: await bundle("node", "run-cases-in-pool.ts"),
  };
  const server = await hostileServer((path) =>
    path === "/run-cases.js" ? modules.browser : "<!doctype html><title>Promises</title>",
  );
  const results: RuntimeResult[] = [];
  // One after the other, since some promises are about milliseconds.
  for (const runtime of all.filter((one) => isNamed(one, names))) {
    results.push(await resultOf(runtime, { serverUrl: server.url, modules }));
  }
  await server.close();
  report(results);
}

/** "node" means every Node, and "node20" one of them. */
function isNamed({ name }: Runtime, names: readonly string[]): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(" ", "");
  return names.length === 0 || names.some((one) => plain(name).startsWith(plain(one)));
}

async function resultOf(runtime: Runtime, trial: Trial): Promise<RuntimeResult> {
  const { name } = runtime;
  const starting = await settled(inTime(runtime.start()));
  if ("error" in starting) return { name, version: "", whyNot: firstLine(starting.error) };
  const { version, runCases, stop } = starting.value;
  const settledRun = await settled(inTime(runCases(trial)));
  await settled(stop());
  // A runtime that starts and does not finish the cases has kept none of them.
  const complaints =
    "value" in settledRun
      ? settledRun.value
      : cases.map(() => `not tried: ${firstLine(settledRun.error)}`);
  return { name, version, complaints };
}

function report(outcomes: readonly RuntimeResult[]): void {
  const table = new Table({ head: ["runtime", "version", "kept", "broken"] });
  const notes: string[] = [];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, version, complaints, whyNot } of outcomes) {
    if (complaints === undefined) {
      sum.skipped += cases.length;
      table.push([name, version, "skipped", ""]);
      notes.push(`skipped: ${name}, which does not start here: ${whyNot}`);
      continue;
    }
    const excused = impossible[name] ?? {};
    const possible = cases
      .map(({ promise }, index) => ({ promise, complaint: complaints[index] ?? null }))
      .filter(({ promise }) => excused[promise] === undefined);
    const broken = possible.filter(({ complaint }) => complaint !== null);
    const kept = possible.length - broken.length;
    sum.passed += kept;
    sum.failed += broken.length;
    sum.skipped += cases.length - possible.length;
    const lines = broken.map(({ promise }) => promise);
    table.push([name, version, `${kept} of ${possible.length}`, lines.join("\n")]);
    for (const { promise, complaint } of broken) notes.push(`${name}: ${promise}: ${complaint}`);
    for (const [promise, reason] of Object.entries(excused)) {
      notes.push(`skipped in ${name}: ${promise}: ${reason}`);
    }
  }
  console.log([table.toString(), ...notes].join("\n"));
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  process.exit(sum.failed > 0 ? 1 : 0);
}

async function settled<T>(work: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const limit = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("took more than three minutes")), 180_000).unref();
  });
  return Promise.race([work, limit]);
}
