import { readFileSync } from "node:fs";
import path from "node:path";
import Table from "cli-table3";
import { Command } from "commander";
import pMap from "p-map";
import { faultOf, type Mutant } from "./check-edit.ts";
import { mutantsOf } from "./mutants.ts";
import { classByRedocly } from "./redocly.ts";
import { byKind, sampleOf } from "./sample.ts";

const bundle = path.resolve(import.meta.dirname, "../../../openapi/dist/2.16.json");

const { file, compatible, redocly, seed } = new Command("release:mutants")
  .description(
    "Edits a description, one place at a time, and counts the edits with the right class.",
  )
  .option("--file <file>", "the description, a JSON file", bundle)
  .option("--compatible <count>", "how many compatible edits of each kind to try", Number, 300)
  .option("--redocly <count>", "let `redocly diff` class so many edits of all kinds", Number, 0)
  .option("--seed <number>", "another number tries other edits", Number, 0)
  .parse()
  .opts<{ file: string; compatible: number; redocly: number; seed: number }>();

const all = [...mutantsOf(JSON.parse(readFileSync(file, "utf8")))];
const breaking = all.filter(({ isBreaking }) => isBreaking);
const sampled = sampleOf(
  all.filter(({ isBreaking }) => !isBreaking),
  compatible,
  seed,
);

const isGood = [
  print("a breaking edit", "major, with its place", breaking, 1),
  print("a compatible edit", "not major", sampled, 0.98),
];
if (redocly > 0) await compareWithRedocly(redocly);
if (isGood.includes(false)) process.exitCode = 1;

/** Prints how many edits of each kind have the right class. Returns whether these are enough. */
function print(what: string, right: string, mutants: readonly Mutant[], goal: number): boolean {
  const table = new Table({ head: [what, "tried", right, "share"] });
  let wrong = 0;
  for (const [kind, ofKind] of byKind(mutants)) {
    const faults = ofKind.flatMap((mutant) => faultOf(mutant) ?? []);
    for (const fault of faults.slice(0, 5)) console.log(fault);
    table.push([kind, ...cells(ofKind.length, faults.length)]);
    wrong += faults.length;
  }
  table.push(["all", ...cells(mutants.length, wrong)]);
  console.log(table.toString());
  return mutants.length - wrong >= goal * mutants.length;
}

function cells(tried: number, wrong: number): (string | number)[] {
  return [tried, tried - wrong, `${((100 * (tried - wrong)) / tried).toFixed(1)} %`];
}

/** Prints the classes of `redocly diff` for one edit of each of so many kinds. */
async function compareWithRedocly(count: number): Promise<void> {
  const perKind = sampleOf([...breaking, ...sampled], 1, seed + 11);
  const step = Math.max(1, perKind.length / count);
  const picked = Array.from({ length: Math.min(count, perKind.length) }, (_, index) => {
    return perKind[Math.floor(index * step)] as Mutant;
  });
  const classes = await pMap(picked, classByRedocly, { concurrency: 2 });
  const table = new Table({ head: ["one edit", "is breaking", "redocly diff", "right"] });
  let right = 0;
  for (const [index, { kind, isBreaking }] of picked.entries()) {
    const isRight = (classes[index] === "major") === isBreaking;
    if (isRight) right += 1;
    table.push([kind, isBreaking ? "yes" : "no", classes[index] ?? "", isRight ? "yes" : "no"]);
  }
  table.push(["all", "", "", `${right} of ${picked.length}`]);
  console.log(table.toString());
}
