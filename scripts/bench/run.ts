// npm run bench [-- AREA…]: the packages as users install them, compared with other software.
import { execFileSync } from "node:child_process";
import os from "node:os";
import { SingleBar } from "cli-progress";
import Table from "cli-table3";
import { Argument, Command, InvalidArgumentError } from "commander";
import { installNode } from "../install-node.ts";
import type { Area } from "./area.ts";
import { areas, groups } from "./areas.ts";
import { measure, type Setting, type Summary } from "./measure.ts";
import { installProject } from "./project.ts";
import { isMeasured, keep } from "./results.ts";
import { stopOnSignals } from "./stop.ts";

interface Flags {
  readonly rounds: number;
  readonly seconds: number;
  readonly node: readonly number[];
  readonly write?: true;
  readonly resume?: true;
}

const own = Number(process.versions.node.split(".")[0]);
stopOnSignals();

await new Command("bench")
  .description("Compares the packages, as users install them, with other software.")
  .addArgument(
    new Argument("[areas...]", "all by default").choices(Object.keys({ ...areas, ...groups })),
  )
  .option("--rounds <number>", "rounds of an area at most, of which the median counts", whole, 9)
  .option(
    "--seconds <number>",
    "no round of an area begins after these, but the first three",
    whole,
    12,
  )
  .option("--node <majors>", "lines of Node, such as 20,22,24,26", majors, [own])
  .option("--write", "writes the results into BENCHMARKS.md, each area when it is done")
  .option("--resume", "leaves out what was written of exactly these packages")
  .showHelpAfterError()
  .action(run)
  .parseAsync();

async function run(names: readonly string[], flags: Flags): Promise<void> {
  const chosen =
    names.length > 0 ? names.flatMap((name) => groups[name] ?? name) : Object.keys(areas);
  console.log("Packing and installing…");
  const { folder: project, checksum } = await installProject();
  for (const major of flags.node) {
    const node = await installNode(major);
    const printed = execFileSync(node, ["-p", "process.versions.node"], { encoding: "utf8" });
    const version = printed.trim();
    for (const name of chosen) {
      const area = areas[name];
      if (area === undefined || (area.isSlow && major !== flags.node[0])) continue;
      if (flags.resume && isMeasured(version, name, checksum)) continue;
      // A run of all areas takes long: one that fails does not lose the others.
      try {
        const [load = 0] = os.loadavg();
        const results = await measured(area, { ...flags, node, project });
        console.log(`${area.title}, Node ${version}, ${area.unit}, ${results.rounds} rounds`);
        console.log(table(results.arms));
        if (flags.write) keep(version, name, { ...results, checksum, load });
      } catch (error) {
        console.error(`${area.title}, Node ${version}:`, error);
        process.exitCode = 1;
      }
    }
  }
}

async function measured(area: Area, setting: Omit<Setting, "onRound">) {
  const bar = new SingleBar({ format: "{bar} round {value}", hideCursor: true });
  bar.start(setting.rounds, 0);
  try {
    return await measure(area, { ...setting, onRound: (round) => bar.update(round) });
  } finally {
    bar.stop();
  }
}

function table(arms: Readonly<Record<string, Summary>>): string {
  const made = new Table({
    head: ["", "median", "quartiles", "ratio"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const [arm, { median, quartiles, ratio }] of Object.entries(arms)) {
    const spread = quartiles.map((value) => value.toFixed(1)).join(" to ");
    made.push([arm, median.toFixed(1), spread, ratio?.toFixed(2) ?? ""]);
  }
  return made.toString();
}

function whole(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("Not a whole number.");
  return number;
}

function majors(text: string): number[] {
  return text.split(",").map(whole);
}
