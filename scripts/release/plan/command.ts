import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Command } from "commander";
import { FileCache } from "interkit-generator/cache";
import { generatorOf } from "interkit-generator/generate";
import { OfficialFileError } from "../../official/read.ts";
import { changesetOf, replaceChangeset } from "./changeset.ts";
import { changesetFault } from "./check.ts";
import { lastRelease } from "./git.ts";
import { PlanError } from "./mistake.ts";
import { firstRelease, type Plan, pairVersions, planOf } from "./plan.ts";
import { withPolicyTable } from "./policy-table.ts";
import { reportOf } from "./report.ts";
import { checkedByCompiler } from "./second-check.ts";
import { readSide } from "./sides.ts";
import { textOf } from "./text.ts";

interface Options {
  readonly base?: string;
  readonly head?: string;
  readonly version?: string;
  readonly json?: boolean;
  readonly report?: string;
  readonly write?: boolean;
  readonly check?: boolean;
  readonly policy?: boolean;
  readonly compiler?: boolean;
  readonly root: string;
}

const repository = path.resolve(import.meta.dirname, "../../..");
const side = "an OpenAPI file, a folder of bundles, the folder of a description, or a git ref";

/** Where the lines of the command go, such as `console`. */
export interface Output {
  log(line: string): void;
  error(line: string): void;
}

/** Runs `npm run release:plan` with some arguments, and returns its exit code. */
export async function runCommand(args: readonly string[], output: Output): Promise<number> {
  try {
    return await run(optionsOf(args), output);
  } catch (error) {
    if (!(error instanceof PlanError || error instanceof OfficialFileError)) throw error;
    output.error(error.message);
    return 1;
  }
}

function optionsOf(args: readonly string[]): Options {
  return new Command("release:plan")
    .description("Compares two descriptions, and decides which version the changes need.")
    .option("--base <side>", `what users have: ${side} (default: the last release)`)
    .option("--head <side>", "what they will have (default: the description in openapi/)")
    .option("--version <version>", "compare this API version alone")
    .option("--json", "print the plan as one JSON object")
    .option("--report <file>", "write the plan as Markdown into a file")
    .option("--write", "write the changeset of the plan, in place of that of an earlier plan")
    .option("--check", "exit with 1 where the changeset is not the one of this plan")
    .option("--compiler", "compile programs as well (default with --write, --check or --report)")
    .option("--no-compiler", "compare the descriptions alone")
    .option("--policy", "write the table of the policy into openapi/README.md")
    .option("--root <folder>", "the repository", repository)
    .showHelpAfterError()
    .parse(args, { from: "user" })
    .opts();
}

async function run(options: Options, output: Output): Promise<number> {
  const { root, head = path.join(root, "openapi") } = options;
  if (options.policy) {
    const readme = path.join(root, "openapi/README.md");
    writeFileSync(readme, withPolicyTable(readFileSync(readme, "utf8")));
    return 0;
  }
  const base = options.base ?? lastRelease(root);
  const plan = base === undefined ? firstRelease : await compareSides(base, head, options);
  for (const note of [...plan.notes, ...plan.refused]) output.error(note);
  output.log(options.json ? JSON.stringify(jsonOf(plan), null, 2) : textOf(plan));
  if (options.report !== undefined) {
    const named = path.relative(root, path.resolve(head)) === "openapi" ? "The description" : head;
    writeReport(options.report, reportOf(plan, base ?? "nothing", named));
  }
  if (!options.write && !options.check) return 0;
  if (plan.refused.length > 0) return 1;
  const changeset = await changesetOf(plan);
  if (options.write) replaceChangeset(root, changeset);
  const fault = changesetFault(plan, changeset, root);
  if (fault !== undefined) output.error(fault);
  return fault === undefined ? 0 : 1;
}

async function compareSides(base: string, head: string, options: Options): Promise<Plan> {
  const { root, version, write, check, report } = options;
  const cache = cacheIn(root);
  const [before, after] = [readSide(base, root, cache), readSide(head, root, cache)];
  cache?.deleteUnused();
  const plan = planOf(before, after, version);
  const isOwn = [before, after].every(({ kind }) => kind === "description");
  const isLasting = Boolean(write || check || report !== undefined);
  if (!(options.compiler ?? (isOwn && isLasting))) return plan;
  return checkedByCompiler(plan, pairVersions(before, after, version));
}

/** The results of earlier runs, which are kept beside installed packages. */
function cacheIn(root: string): FileCache | undefined {
  const packages = path.join(root, "node_modules");
  if (!existsSync(packages)) return undefined;
  return new FileCache(path.join(packages, ".cache/interkit-plan"), generatorOf(repository));
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new PlanError(`${file} cannot be written: ${(error as Error).message}`);
  }
}

function jsonOf({ class: highest, changes }: Plan) {
  return { class: highest, changes };
}
