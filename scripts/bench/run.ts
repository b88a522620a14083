// npm run bench [-- AREA…]: the packages as users install them, compared with other software.
import { execFileSync } from "node:child_process";
import os from "node:os";
import { SingleBar } from "cli-progress";
import Table from "cli-table3";
import { Argument, Command, InvalidArgumentError } from "commander";
import { installNode } from "../install-node.ts";
import { type Area, areas, groups } from "./areas.ts";
import { measure, type Summary } from "./measure.ts";
import { type AreaResults, keep } from "./page.ts";
import { installProject } from "./project.ts";

interface Flags {
  readonly rounds: number;
  readonly node: readonly number[];
  readonly write?: true;
}

const own = Number(process.versions.node.split(".")[0]);

await new Command("bench")
  .description("Compares the packages, as users install them, with other software.")
  .addArgument(
    new Argument("[areas...]", "all by default").choices(Object.keys({ ...areas, ...groups })),
  )
  .option("--rounds <number>", "rounds, of which the median counts", whole, 9)
  .option("--node <majors>", "lines of Node, such as 20,22,24,26", majors, [own])
  .option("--write", "writes the results into BENCHMARKS.md")
  .showHelpAfterError()
  .action(run)
  .parseAsync();

async function run(names: readonly string[], flags: Flags): Promise<void> {
  const chosen =
    names.length > 0 ? names.flatMap((name) => groups[name] ?? name) : Object.keys(areas);
  console.log("Packing and installing…");
  const project = await installProject();
  for (const major of flags.node) {
    const node = await installNode(major);
    const version = execFileSync(node, ["-p", "process.versions.node"], {
      encoding: "utf8",
    }).trim();
    for (const name of chosen) {
      const area = areas[name];
      if (area === undefined) continue;
      const results = await resultsOf(area, { node, project, rounds: flags.rounds });
      console.log(`${area.title}, Node ${version}, ${area.unit}`);
      console.log(table(results.arms));
      // At once: a run of all areas takes long, and may be interrupted.
      if (flags.write) keep({ node: version, areas: { [name]: results } });
    }
  }
}

async function resultsOf(
  area: Area,
  setting: { readonly node: string; readonly project: string; readonly rounds: number },
): Promise<AreaResults> {
  const rounds = Math.min(setting.rounds, area.rounds ?? setting.rounds);
  const [load = 0] = os.loadavg();
  const bar = new SingleBar({ format: "{bar} {value}/{total}", hideCursor: true });
  bar.start(rounds * area.arms.length, 0);
  const arms = await measure(area, { ...setting, rounds, onSample: () => bar.increment() });
  bar.stop();
  const machine = `${os.cpus()[0]?.model.trim()}, ${os.availableParallelism()} processors`;
  const date = new Date().toISOString().slice(0, 10);
  return { date, machine, load, rounds, arms };
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
