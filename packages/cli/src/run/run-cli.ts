import { InterkitError } from "@interkit/client";
import { Command, CommanderError } from "commander";
import { commands } from "../commands/index.ts";
import { connectWith } from "../connection/connect.ts";
import { CliError } from "../errors/cli-error.ts";
import { type ExitCode, exitCodes } from "../errors/exit-codes.ts";
import type { Cli, GlobalFlags } from "../program/cli.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Runs a command line, such as `["contacts", "list"]`, and resolves to its exit code. It never rejects. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const controller = new AbortController();
  let exitCode: ExitCode = exitCodes.ok;
  const program = new Command("interkit");
  const cli: Cli = {
    terminal,
    signal: controller.signal,
    flags: () => program.opts<GlobalFlags>(),
    connect: async () => {
      const { apiVersion = "2.16", region, baseUrl } = program.opts<GlobalFlags>();
      const token = terminal.env["INTERCOM_TOKEN"];
      if (token === undefined)
        throw new CliError("INTERCOM_TOKEN is not set", exitCodes.unauthorized);
      const tokenFrom = "INTERCOM_TOKEN";
      return connectWith({ token, tokenFrom, version: apiVersion, region, baseUrl });
    },
    exitWith: (code) => {
      exitCode = code;
    },
  };
  program
    .description("Intercom on the command line.")
    .option("--profile <name>", "a connection that `interkit login` has stored")
    .option("--api-version <version>", "version of the API, such as 2.16 or preview")
    .option("--region <region>", "us, eu or au")
    .option("--base-url <url>", "another address of the API, such as a sandbox")
    .option("--json", "print JSON: a line for each item of a list")
    .option("-q, --quiet", "print no progress and no notices")
    .option("--verbose", "print a line for each request")
    .configureHelp({ helpWidth: Math.min(terminal.stdout.columns ?? 80, 100) })
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: () => undefined,
    })
    .exitOverride();
  for (const add of commands) add(program, cli);
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    terminal.stderr.write(`error: ${messageOf(error)}\n`);
    if (error instanceof CliError) return error.exitCode;
    return error instanceof CommanderError ? exitCodes.usage : exitCodes.failed;
  }
}

function messageOf(error: unknown): string {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, "");
  if (error instanceof CliError || error instanceof InterkitError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
