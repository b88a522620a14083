// npm run size: how large programs become that import the packages, against the limits in limits.json.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Table from "cli-table3";
import { Command } from "commander";
import { excessOf, type Limits, limitsOf } from "./compare.ts";
import { measure } from "./measure.ts";
import { programs } from "./programs.ts";

const file = path.join(import.meta.dirname, "limits.json");
const root = path.resolve(import.meta.dirname, "../..");

await new Command("size")
  .description("Checks the size of bundles, minified and compressed by gzip.")
  .option("--write", "writes limits that fit the sizes of now")
  .showHelpAfterError()
  .action(run)
  .parseAsync();

async function run({ write }: { readonly write?: true }): Promise<void> {
  const sizes = await measure(programs, root);
  if (write) writeFileSync(file, `${JSON.stringify(limitsOf(programs, sizes), undefined, 2)}\n`);
  const limits = JSON.parse(readFileSync(file, "utf8")) as Limits;
  const table = new Table({
    head: ["a program with", "bytes", "limit", "target"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  const excesses: string[] = [];
  for (const [index, { name, target }] of programs.entries()) {
    const size = sizes[index];
    if (size === undefined) continue;
    table.push([name, size.bytes, limits[name]?.bytes ?? "", target ?? ""]);
    const excess = excessOf(name, size, limits[name]);
    if (excess !== undefined) excesses.push(excess);
  }
  console.log(table.toString());
  for (const excess of excesses) console.error(excess);
  if (excesses.length > 0) process.exitCode = 1;
}
