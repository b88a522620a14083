// npm run release:plan: what a change of the description means for the next version of the packages.
import path from "node:path";
import { Command } from "commander";
import { ignoreClosedOutput } from "../../../openapi/src/output.ts";
import { OfficialFileError } from "../../official/read.ts";
import { lastRelease } from "./git.ts";
import { type Plan, planOf } from "./plan.ts";
import { PlanError, readSide } from "./sides.ts";
import { textOf } from "./text.ts";

ignoreClosedOutput();

interface Options {
  readonly base?: string;
  readonly head?: string;
  readonly version?: string;
  readonly json?: boolean;
  readonly root: string;
}

const side = "an OpenAPI file, a folder of bundles, the folder of a description, or a git ref";
const command = new Command("release:plan")
  .description("Compares two descriptions, and decides which version the changes need.")
  .option("--base <side>", `what users have: ${side} (default: the last release)`)
  .option("--head <side>", "what they will have (default: the description in openapi/)")
  .option("--version <version>", "compare this API version alone")
  .option("--json", "print the plan as one JSON object")
  .option("--root <folder>", "the repository", path.resolve(import.meta.dirname, "../../.."))
  .showHelpAfterError();

function run(options: Options): number {
  const { root } = options;
  const base = options.base ?? lastRelease(root);
  const plan = base === undefined ? firstRelease() : compareSides(base, options);
  for (const note of plan.notes) console.error(note);
  console.log(options.json ? JSON.stringify(jsonOf(plan), null, 2) : textOf(plan));
  return 0;
}

function compareSides(base: string, { head, root, version }: Options): Plan {
  const before = readSide(base, root);
  const after = readSide(head ?? path.join(root, "openapi"), root);
  return planOf(before, after, version);
}

function firstRelease(): Plan {
  const note = "nothing has been released yet: the first release needs no plan";
  return { class: "none", changes: [], notes: [note], versions: [] };
}

function jsonOf({ class: highest, changes }: Plan) {
  return { class: highest, changes };
}

command.action((options: Options) => {
  try {
    process.exitCode = run(options);
  } catch (error) {
    if (!(error instanceof PlanError || error instanceof OfficialFileError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
});
await command.parseAsync();
