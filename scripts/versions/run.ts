// npm run version:add, npm run version:remove: an API version, everywhere it is named.
import path from "node:path";
import { Command } from "commander";
import { DescriptionError } from "interkit-generator/description/problems";
import { described, generate } from "interkit-generator/generate";
import config from "../../openapi/generator.config.ts";
import { OfficialFileError, readOfficial } from "../official/read.ts";
import { addVersion, removeVersion, VersionError } from "./change.ts";
import type { Edit } from "./written-ranges.ts";

const program = new Command("version")
  .description("Adds or removes an API version, in the description and in all that follows.")
  .showHelpAfterError();
const root = path.resolve(import.meta.dirname, "../..");

program
  .command("add")
  .argument("<version>", "such as 2.17")
  .option("--from <version>", "the version before it, of which it begins as a copy")
  .option(
    "--official <file>",
    "Intercom's own file of it: ranges are proposed from the differences",
  )
  .action((version: string, options: { from?: string; official?: string }) =>
    change((folder) => {
      const official = options.official === undefined ? undefined : readOfficial(options.official);
      return addVersion(folder, version, { from: options.from, official });
    }),
  );

program
  .command("remove")
  .argument("<version>", "such as 2.17")
  .action((version: string) => change((folder) => removeVersion(folder, version)));

await program.parseAsync();

/** Changes the description, prints the changed ranges, and generates. */
async function change(edit: (folder: string) => Edit[]): Promise<void> {
  try {
    for (const { at, range } of edit(path.join(root, "openapi"))) {
      console.log(`openapi/${at.position.file}:${at.position.line}: ${at.range} -> ${range}`);
    }
    console.log(described(await generate(root, config)));
  } catch (error) {
    const isMistake =
      error instanceof VersionError ||
      error instanceof DescriptionError ||
      error instanceof OfficialFileError;
    if (!isMistake) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
