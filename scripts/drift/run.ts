import path from "node:path";
import { Command } from "commander";
import { DescriptionError } from "interkit-generator/description/problems";
import { ignoreClosedOutput } from "../../openapi/src/output.ts";
import { OfficialFileError } from "../official/read.ts";
import { compareSides, isClean, linesOf, readSides, type Sides } from "./compare-file.ts";
import { officialFiles } from "./official-files.ts";
import { selfTest } from "./self-test.ts";

ignoreClosedOutput();

const command = new Command("drift")
  .description("Compares this description with official OpenAPI files of Intercom.")
  .argument("<files...>", "official files, YAML or JSON, OpenAPI 3.0 or 3.1; or folders of them")
  .option("--version <version>", "the API version to compare with (default: the file's own)")
  .option("--accept", "accept what the corrections cover now, into corrections.lock.json")
  .option("--self-test <tries>", "count how many made changes of each kind to the file are seen")
  .option("--json", "print the results as JSON, one object for each file")
  .option(
    "--description <folder>",
    "the description to compare with, and its corrections.yaml",
    path.resolve(import.meta.dirname, "../../openapi"),
  )
  .showHelpAfterError();

interface Options {
  readonly version?: string;
  readonly json?: boolean;
  readonly accept?: boolean;
  readonly selfTest?: string;
  readonly description: string;
}

/** Compares one file; a file that cannot be read is named and skipped. Returns whether all is well. */
function run(file: string, options: Options): boolean {
  try {
    const sides = readSides(file, options.description, options.version);
    if (options.selfTest !== undefined) return printSelfTest(sides, Number(options.selfTest));
    const drift = compareSides(sides, options.accept);
    if (options.json) {
      const { covered, comparison: _, differences: found, ...rest } = drift;
      const differences = found.map(({ pair: _pair, finding: _finding, ...one }) => one);
      console.log(JSON.stringify({ ...rest, differences, corrected: covered.length }, null, 2));
    } else for (const line of linesOf(drift)) console.log(line);
    return isClean(drift);
  } catch (error) {
    return explain(error);
  }
}

function printSelfTest({ ours, official }: Sides, tries: number): boolean {
  const sights = selfTest(ours, official, { tries, seed: 1 });
  for (const { kind, tried, seen, idle } of sights) {
    const rest = idle > 0 ? `, ${idle} more without effect` : "";
    console.log(`${kind}: ${seen} of ${tried} seen${rest}`);
  }
  return sights.every(({ tried, seen }) => seen === tried);
}

function explain(error: unknown): false {
  if (!(error instanceof OfficialFileError || error instanceof DescriptionError)) throw error;
  console.error(error.message);
  return false;
}

command.action((named, options) => {
  try {
    const results = officialFiles(named).map((file) => run(file, options));
    process.exitCode = results.every(Boolean) ? 0 : 1;
  } catch (error) {
    explain(error);
    process.exitCode = 1;
  }
});
await command.parseAsync();
