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

ignoreClosedOutput();

const command = new Command("drift")
  .description("Compares this description with an official OpenAPI file of Intercom.")
  .argument("<file>", "the official file, YAML or JSON, OpenAPI 3.0 or 3.1")
  .option("--version <version>", "the API version to compare with (default: the file's own)")
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
  readonly description: string;
}

function run(file: string, options: Options): number {
  const folder = options.description;
  const official = readOfficial(file);
  const { versions } = readApiVersions(folder);
  const version = chooseVersion(options.version, official, versions);
  const [ours] = bundleAll(folder, version) as [Bundle];
  const corrections = readCorrections(path.join(folder, "corrections.yaml"));
  const drift = compare(ours.document, official, new Ledger(corrections, version, versions));

  if (options.json) console.log(JSON.stringify({ version, ...drift }, null, 2));
  else {
    for (const difference of drift.differences) console.log(line(difference));
    for (const id of drift.idleCorrections) {
      console.log(
        `idle     the correction "${id}" corrects nothing: remove it, or narrow its versions`,
      );
    }
    console.log(
      `${version}: ${drift.differences.length} differences in ${drift.facts} facts, ` +
        `${drift.corrected} accounted for by corrections, ${drift.idleCorrections.length} idle corrections`,
    );
  }
  return drift.differences.length + drift.idleCorrections.length > 0 ? 1 : 0;
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

function line({ kind, route, place, ours, official }: Difference): string {
  const says = (facts: readonly string[]) => facts.filter((fact) => fact !== "exists").join(", ");
  const detail =
    kind === "changed" ? `: ${says(ours) || "nothing"} -> ${says(official) || "nothing"}` : "";
  return `${kind.padEnd(8)} ${route}${place === "operation" ? "" : ` ${place}`}${detail}`;
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
