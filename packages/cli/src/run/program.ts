import { createRequire } from "node:module";
import { Command, Option } from "commander";
import { commands } from "../commands/index.ts";
import type { Cli } from "../program/cli.ts";
import { addExamples } from "../program/examples.ts";

const regions = ["us", "eu", "au"] as const;

const exitCodesHelp = `
Exit codes:
  0    done
  1    Intercom returned an error, or some items failed
  2    the command line or a file is wrong; nothing was sent
  3    something was held back, or there are differences
  4    there is no valid access token
  5    another process runs the same work
  130  ended by Ctrl-C`;

/** The command line with all its commands, and its options. */
export function createProgram(cli: Cli): Command {
  const { output } = cli;
  const program = new Command("interkit")
    .description("Intercom on the command line.")
    .version(readVersion(), "-V, --version", "print the version of interkit")
    .option("--profile <profile>", "a connection that `interkit login` has stored")
    .option("--api-version <version>", "version of the API, such as 2.16 or preview")
    .addOption(new Option("--region <region>", "where the workspace is").choices(regions))
    .option("--base-url <url>", "another address of the API, such as a sandbox")
    .option("--json", "print JSON: a line for each item of a list")
    .option("-q, --quiet", "print no progress and no notices")
    .option("--verbose", "print a line for each request")
    .helpOption("-h, --help", "print what a command does")
    .configureOutput({
      writeOut: (text) => output.raw("stdout", text),
      writeErr: (text) => output.raw("stderr", text),
      getOutHelpWidth: () => Math.min(output.width, 80),
      getErrHelpWidth: () => 80,
      // An error is printed where all errors are.
      outputError: () => undefined,
    })
    .exitOverride();
  addExamples(
    program,
    "interkit login",
    "interkit contacts list --limit 5",
    "interkit contacts create --role user --email ada@example.com --dry-run",
  );
  program.addHelpText("after", exitCodesHelp);
  for (const add of commands) add(program, cli);
  return program;
}

function readVersion(): string {
  const require = createRequire(import.meta.url);
  return (require("@interkit/cli/package.json") as { version: string }).version;
}
