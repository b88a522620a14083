import os from "node:os";
import Table from "cli-table3";
import { Command } from "commander";
import { type Area, areas } from "./areas.ts";
import { allExplained, isOf, staleOf } from "./explained.ts";
import { isSurvivor, type Mutant, mutants } from "./stryker.ts";

/** Examples of a property in the first run. */
const fewRuns = 5;
const allTests = ["test/**/*.test.ts"];

await new Command("test:mutation")
  .description(
    "Changes the source, one place at a time, and counts the changes that a test detects.",
  )
  .argument("[areas...]", `which parts: ${areas.map(({ name }) => name).join(", ")}`)
  .option("--concurrency <number>", "test runs at a time", Number, os.availableParallelism())
  .option("--file <pattern>", "only these files of the areas, such as src/list.ts")
  .option("--quick", "leave out the second run, in which all tests try what survived", false)
  .action(run)
  .parseAsync();

interface Flags {
  readonly concurrency: number;
  readonly quick: boolean;
  readonly file?: string;
}

async function run(names: string[], flags: Flags): Promise<void> {
  const unknown = names.filter((name) => !areas.some((area) => area.name === name));
  if (unknown.length > 0) throw new Error(`There is no area ${unknown.join(", ")}.`);
  const explained = await allExplained();
  const head = ["area", "mutants", "detected", "score", "goal", "explained", "not explained"];
  const table = new Table({ head });
  for (const area of areas.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const all = await tryArea(area, flags);
    const survivors = all.filter(isSurvivor);
    const open = survivors.filter((one) => !explained.some((entry) => isOf(entry, one)));
    // After a run of part of a file, the other survivors in it are unknown.
    const stale = flags.file === undefined ? staleOf(explained, all) : [];
    const score = (100 * (all.length - survivors.length)) / all.length;
    for (const one of open) {
      console.log(`${one.file}:${one.line} ${one.status}: ${one.code}  →  ${one.becomes}`);
    }
    for (const { file, code, becomes } of stale) {
      console.log(`${file}: survivors.yaml explains a detected change: ${code}  →  ${becomes}`);
    }
    table.push([
      area.name,
      all.length,
      all.length - survivors.length,
      `${score.toFixed(1)} %`,
      `${area.goal} %`,
      survivors.length - open.length,
      open.length,
    ]);
    if (score < area.goal || open.length > 0 || stale.length > 0) process.exitCode = 1;
  }
  console.log(table.toString());
}

/** All mutants of an area. What survives its quick tests is tried again with all of the package. */
async function tryArea(area: Area, flags: Flags): Promise<Mutant[]> {
  const files = flags.file === undefined ? area.mutate : [flags.file];
  const first = await mutants(area.inPackage, files, area.quick, flags.concurrency, fewRuns);
  const ranges = [...new Set(first.filter(isSurvivor).map(({ range }) => range))];
  if (flags.quick || ranges.length === 0 || area.quick.join() === allTests.join()) return first;
  const again = await mutants(area.inPackage, ranges, allTests, flags.concurrency);
  return first.map((one) => again.find((other) => isSame(one, other)) ?? one);
}

function isSame(a: Mutant, b: Mutant): boolean {
  return a.file === b.file && a.range === b.range && a.becomes === b.becomes;
}
