import { type Command, CommanderError } from "commander";
import { CliError } from "../errors/cli-error.ts";
import { type ExitCode, exitCodes } from "../errors/exit-codes.ts";
import type { Cli, GlobalFlags } from "../program/cli.ts";
import { Output, unwritable } from "../terminal/output.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { Connections } from "./connections.ts";
import { errorLine } from "./error-line.ts";
import { createProgram } from "./program.ts";

/**
 * Runs a command line, such as `["contacts", "list"]`, and resolves to its exit code. It never rejects.
 *
 * @param interrupt Aborted to end the command in order.
 */
export async function runCli(
  args: readonly string[],
  terminal: Terminal,
  interrupt: AbortSignal = new AbortController().signal,
): Promise<number> {
  let exitCode: ExitCode = exitCodes.ok;
  let program: Command | undefined;
  const flags = (): GlobalFlags => program?.opts<GlobalFlags>() ?? {};
  const ended = new AbortController();
  const signal = AbortSignal.any([interrupt, ended.signal]);
  const output = new Output(terminal, flags, signal);
  output.closed.addEventListener("abort", () => ended.abort());
  const connections = new Connections(terminal, output, flags);
  const cli: Cli = {
    terminal,
    output,
    signal,
    flags,
    connect: () => connections.connect(),
    exitWith: (code) => {
      exitCode = code;
    },
  };
  try {
    refuseToken(args);
    program = createProgram(cli);
    if (args.length === 0) program.outputHelp();
    else await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (!output.closed.aborted) exitCode = await failWith(error);
  } finally {
    await output.end();
  }
  if (isUnread(output.closed)) return exitCodes.ok;
  if (output.closed.aborted) exitCode = await failWith(unwritable(output.closed));
  return interrupt.aborted ? exitCodes.interrupted : exitCode;

  async function failWith(error: unknown): Promise<ExitCode> {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.ok;
    if (error instanceof Error && error.name === "AbortError") return exitCodes.interrupted;
    if (error instanceof CommanderError && error.code === "commander.help") return exitCodes.usage;
    const { text, code } = await errorLine(error, connections.tokenFrom);
    output.error(text);
    return code;
  }
}

/** The reader of stdout has ended, such as `head`: what it did not read was not wanted. */
function isUnread({ aborted, reason }: AbortSignal): boolean {
  return aborted && (reason as NodeJS.ErrnoException).code === "EPIPE";
}

/** The sandbox takes tokens, since they are no secret there. */
function refuseToken(args: readonly string[]): void {
  const options = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
  const isGiven = options.some((arg) => arg === "--token" || arg.startsWith("--token="));
  if (!isGiven || options.includes("sandbox")) return;
  throw new CliError(
    "--token is refused: arguments are visible to others in `ps` and stay in the history of the shell; set INTERCOM_TOKEN, or run `interkit login`",
  );
}
