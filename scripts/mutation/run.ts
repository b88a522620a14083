import { readFile } from "node:fs/promises";
import os from "node:os";
import Table from "cli-table3";
import { Command } from "commander";
import { parse } from "yaml";
import { type Area, areas } from "./areas.ts";
import { type Mutant, mutants } from "./stryker.ts";

/** A mutant that no test can notice, or none needs to. */
interface Explained {
  readonly file: string;
  /** How the replaced text begins, on one line. */
  readonly code: string;
  readonly becomes: string;
  readonly why: string;
}

const allTests = ["test/**/*.test.ts"];

await new Command("test:mutation")
  .description(
    "Changes the source, one place at a time, and counts the changes that a test notices.",
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
  const text = await readFile(new URL("survivors.yaml", import.meta.url), "utf8");
  const explained = (parse(text) ?? []) as Explained[];
  const head = [
    "area",
    "mutants",
    "noticed",
    "score",
    "goal",
    "explained",
    "not explained",
    "static",
  ];
  const table = new Table({ head });
  for (const area of areas.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const all = await tried(area, flags);
    const counted = all.filter(({ status }) => status !== "Ignored");
    const survivors = counted.filter(isSurvivor);
    const open = survivors.filter((one) => !explained.some((entry) => isOf(entry, one)));
    const score = (100 * (counted.length - survivors.length)) / counted.length;
    for (const one of open) {
      console.log(`${one.file}:${one.line} ${one.status}: ${one.code}  →  ${one.becomes}`);
    }
    table.push([
      area.name,
      counted.length,
      counted.length - survivors.length,
      `${score.toFixed(1)} %`,
      `${area.goal} %`,
      survivors.length - open.length,
      open.length,
      all.length - counted.length,
    ]);
    if (score < area.goal || open.length > 0) process.exitCode = 1;
  }
  console.log(table.toString());
}

/** All mutants of an area. What survives its quick tests is tried again with all of the package. */
async function tried(area: Area, flags: Flags): Promise<Mutant[]> {
  const files = flags.file === undefined ? area.mutate : [flags.file];
  const first = await mutants(area.inPackage, files, area.quick, flags.concurrency);
  const ranges = [...new Set(first.filter(isSurvivor).map(({ range }) => range))];
  if (flags.quick || ranges.length === 0 || area.quick.join() === allTests.join()) return first;
  const again = await mutants(area.inPackage, ranges, allTests, flags.concurrency);
  return first.map((one) => again.find((other) => isSame(one, other)) ?? one);
}

function isSurvivor({ status }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
}

function isSame(a: Mutant, b: Mutant): boolean {
  return a.file === b.file && a.range === b.range && a.becomes === b.becomes;
}

function isOf(entry: Explained, { file, code, becomes }: Mutant): boolean {
  return entry.file === file && code.startsWith(entry.code) && becomes === entry.becomes;
}
