import Table from "cli-table3";
import { Command } from "commander";
import { transport } from "../../packages/core/conformance/runtimes/suite.ts";
import { jobs } from "../../packages/jobs/runtimes/suite.ts";
import { endpoints } from "../../packages/webhooks/runtimes/suite.ts";
import { firstLine } from "../install-tool.ts";
import { chromium } from "./chromium.ts";
import { next } from "./next.ts";
import { bun, deno, node, nodeWithUndici } from "./programs.ts";
import type { Runtime } from "./runtime.ts";
import type { Complaints, StartedSuite, Suite } from "./suite.ts";
import { workerd } from "./workerd.ts";

const all: readonly Runtime[] = [
  node(20),
  node(22),
  node(24),
  node(26),
  nodeWithUndici(24, 8),
  bun,
  deno,
  workerd,
  next,
  chromium,
];
const suites: readonly Suite[] = [transport, endpoints, jobs];

/** The result of a suite in a runtime: what was wrong with each promise, or why none was tried. */
interface Result {
  readonly name: string;
  readonly version: string;
  readonly suite: Suite;
  readonly complaints?: Complaints;
  readonly whyNot?: string;
}

await new Command("runtimes")
  .description("Tries every promise of the packages in every supported runtime.")
  .argument("[names...]", "only runtimes whose names begin so, such as node or deno")
  .action(run)
  .parseAsync();

async function run(names: readonly string[]): Promise<void> {
  const started = new Map<Suite, StartedSuite>();
  for (const suite of suites) started.set(suite, await suite.start());
  const results: Result[] = [];
  // One after the other, since some promises are about milliseconds.
  for (const runtime of all.filter((one) => isNamed(one, names))) {
    results.push(...(await resultsOf(runtime, started)));
  }
  for (const suite of started.values()) await suite.close();
  report(results);
}

/** "node" means every Node, and "node20" one of them. */
function isNamed({ name }: Runtime, names: readonly string[]): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(" ", "");
  return names.length === 0 || names.some((one) => plain(name).startsWith(plain(one)));
}

async function resultsOf(
  runtime: Runtime,
  started: ReadonlyMap<Suite, StartedSuite>,
): Promise<Result[]> {
  const { name } = runtime;
  const starting = await settled(inTime(runtime.start()));
  if ("error" in starting) {
    const whyNot = firstLine(starting.error);
    return suites.map((suite) => ({ name, version: "", suite, whyNot }));
  }
  const running = starting.value;
  const results: Result[] = [];
  for (const [suite, { run: runSuite }] of started) {
    if (!suite.fits(running, name)) continue;
    const complaints = await complaintsOf(suite, runSuite(running));
    results.push({ name, version: running.version, suite, complaints });
  }
  await settled(running.stop());
  return results;
}

/** A runtime that starts and does not finish the cases has kept none of them. */
async function complaintsOf(suite: Suite, trial: Promise<Complaints>): Promise<Complaints> {
  const ended = await settled(inTime(trial));
  if ("value" in ended) return ended.value;
  return suite.promises.map(() => `not tried: ${firstLine(ended.error)}`);
}

function report(results: readonly Result[]): void {
  const table = new Table({ head: ["runtime", "version", "promises", "kept", "broken"] });
  const notes: string[] = [];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, version, suite, complaints, whyNot } of results) {
    const { promises, impossible } = suite;
    if (complaints === undefined) {
      sum.skipped += promises.length;
      table.push([name, version, suite.name, "skipped", ""]);
      notes.push(`skipped: ${suite.name} in ${name}, which does not start here: ${whyNot}`);
      continue;
    }
    const excused = impossible[name] ?? {};
    const possible = promises
      .map((promise, index) => ({ promise, complaint: complaints[index] ?? null }))
      .filter(({ promise }) => excused[promise] === undefined);
    const broken = possible.filter(({ complaint }) => complaint !== null);
    const kept = possible.length - broken.length;
    sum.passed += kept;
    sum.failed += broken.length;
    sum.skipped += promises.length - possible.length;
    const lines = broken.map(({ promise }) => promise);
    table.push([name, version, suite.name, `${kept} of ${possible.length}`, lines.join("\n")]);
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
    setTimeout(() => reject(new Error("took more than ten minutes")), 600_000).unref();
  });
  return Promise.race([work, limit]);
}
