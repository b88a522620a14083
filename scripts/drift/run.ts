import path from "node:path";
import { Command } from "commander";
import { readApiVersions } from "interkit-generator/description/api-versions";
import { type Bundle, bundleAll } from "interkit-generator/description/bundle";
import { DescriptionError } from "interkit-generator/description/problems";
import { asObject, type JsonObject } from "interkit-generator/description/source";
import { ignoreClosedOutput } from "../../openapi/src/output.ts";
import { OfficialFileError, readOfficial } from "../official/read.ts";
import { compare, type Difference } from "./compare.ts";
import { Ledger, readCorrections } from "./corrections.ts";
import { Coverage } from "./coverage.ts";
import { selfTest } from "./self-test.ts";

ignoreClosedOutput();

const command = new Command("drift")
  .description("Compares this description with an official OpenAPI file of Intercom.")
  .argument("<file>", "the official file, YAML or JSON, OpenAPI 3.0 or 3.1")
  .option("--version <version>", "the API version to compare with (default: the file's own)")
  .option("--accept", "accept what the corrections cover now, into corrections.lock.json")
  .option("--self-test <tries>", "count how many made changes of each kind to the file are seen")
  .option("--json", "print the result as JSON")
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

function run(file: string, options: Options): number {
  const folder = options.description;
  const official = readOfficial(file);
  const { versions } = readApiVersions(folder);
  const version = chooseVersion(options.version, official, versions);
  const [ours] = bundleAll(folder, version) as [Bundle];
  if (options.selfTest !== undefined) return printSelfTest(ours.document, official, options);
  const corrections = readCorrections(path.join(folder, "corrections.yaml"));
  const { covered, ...drift } = compare(
    ours.document,
    official,
    new Ledger(corrections, version, versions),
  );
  const coverage = new Coverage(folder, versions);
  if (options.accept) coverage.accept(version, covered);
  const { fresh, gone } = coverage.check(version, covered);

  if (options.json)
    console.log(
      JSON.stringify({ version, ...drift, corrected: covered.length, fresh, gone }, null, 2),
    );
  else {
    for (const difference of drift.differences) console.log(line(difference));
    for (const id of drift.idleCorrections) {
      console.log(
        `idle     the correction "${id}" corrects nothing: remove it, or narrow its versions`,
      );
    }
    for (const { correction, fact } of fresh) {
      console.log(
        `unseen   ${fact}: the correction "${correction}" covers it, and nobody accepted that`,
      );
    }
    for (const { correction, fact } of gone) {
      console.log(
        `settled  ${fact}: nothing differs any more that "${correction}" was accepted for`,
      );
    }
    if (fresh.length + gone.length > 0) {
      console.log(
        "check what is unseen and settled, then accept it: npm run drift -- FILE --accept",
      );
    }
    console.log(
      `${version}: ${drift.differences.length} differences in ${drift.operations} operations, ` +
        `${covered.length} accounted for by corrections, ${drift.idleCorrections.length} idle corrections`,
    );
  }
  return drift.differences.length + drift.idleCorrections.length + fresh.length + gone.length > 0
    ? 1
    : 0;
}

function printSelfTest(
  ours: JsonObject,
  official: JsonObject,
  { selfTest: text }: Options,
): number {
  const sights = selfTest(ours, official, { tries: Number(text), seed: 1 });
  for (const { kind, tried, seen } of sights) console.log(`${kind}: ${seen} of ${tried} seen`);
  return sights.every(({ tried, seen }) => seen === tried) ? 0 : 1;
}

function chooseVersion(
  requested: string | undefined,
  official: JsonObject,
  versions: readonly string[],
): string {
  const own = String(asObject(official["info"])?.["version"] ?? "");
  const wanted = requested ?? own;
  const found = versions.find((version) => version.toLowerCase() === wanted.toLowerCase());
  if (!found) {
    throw new OfficialFileError(
      `there is no version "${wanted}": give --version ${versions.join(", ")}`,
    );
  }
  return found;
}

function line({ kind, route, place, ours, official, others }: Difference): string {
  const says = (facts: readonly string[]) => facts.filter((fact) => fact !== "exists").join(", ");
  const detail =
    kind === "changed" ? `: ${says(ours) || "nothing"} -> ${says(official) || "nothing"}` : "";
  const more = others.length > 0 ? ` (and ${others.length} more places)` : "";
  return `${kind.padEnd(8)} ${route}${place === "operation" ? "" : ` ${place}`}${detail}${more}`;
}

command.action((file, options) => {
  try {
    process.exitCode = run(file, options);
  } catch (error) {
    if (!(error instanceof OfficialFileError || error instanceof DescriptionError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
});
await command.parseAsync();
