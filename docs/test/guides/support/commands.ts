import { PassThrough } from "node:stream";
import { type Command, CommanderError } from "commander";
import { parse } from "shell-quote";
import { resources } from "../../../../packages/cli/src/generated/resources.ts";
import type { Cli, GlobalFlags } from "../../../../packages/cli/src/program/cli.ts";
import { createProgram } from "../../../../packages/cli/src/run/program.ts";
import { Output } from "../../../../packages/cli/src/terminal/output.ts";

/** The command lines of `interkit` in a block of commands, each as its arguments. */
export function interkitLines(block: string): string[][] {
  return block
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .flatMap(commandsOf)
    .flatMap(argumentsOf);
}

/** The commands of a line, which pipes and other operators separate. A redirection ends one, too. */
function commandsOf(line: string): string[][] {
  const commands: string[][] = [[]];
  // The library takes the number of a stream, as in `2> errors.txt`, for a word.
  const text = line.replaceAll(/ \d>/g, " >");
  for (const entry of parse(text, (name) => `$${name}`)) {
    if (typeof entry === "string") commands.at(-1)?.push(entry);
    else if ("comment" in entry) break;
    else if (entry.op === "glob") commands.at(-1)?.push(entry.pattern);
    else commands.push([]);
  }
  return commands;
}

function argumentsOf(words: readonly string[]): string[][] {
  const program = words.filter((word) => !/^[A-Z_]+=/.test(word));
  const rest = program[0] === "npx" ? program.slice(1).filter((word) => word !== "-y") : program;
  return rest[0] === "interkit" || rest[0] === "@interkit/cli" ? [rest.slice(1)] : [];
}

/** Ends a command line once everything before its work is checked. */
class Parsed extends Error {}

/**
 * Parses a command line with the real program. The values of an operation are checked until it would connect; a
 * command that reads files ends before it does.
 *
 * @returns What is wrong with it, or nothing.
 */
export async function mistakeIn(args: readonly string[]): Promise<string | undefined> {
  const program: Command = createProgram(unconnected(() => program.opts<GlobalFlags>()));
  program.hook("preAction", (_, action) => {
    let top = action;
    while (top.parent?.parent) top = top.parent;
    const isOperation = resources.some(({ name }) => name === top.name());
    const readsFile = args.some((arg) => /^(@[^@]|-$)/.test(arg));
    if (!isOperation || readsFile) throw new Parsed();
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof Parsed) return undefined;
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    return error instanceof Error ? error.message : String(error);
  }
  return undefined;
}

/** What a command gets of this process: streams that end nowhere, and no connection. */
function unconnected(flags: () => GlobalFlags): Cli {
  const stream = () => new PassThrough().resume();
  const terminal = {
    ...{ stdout: stream(), stderr: stream(), stdin: stream() },
    env: { INTERCOM_TOKEN: "test-token" },
    cwd: process.cwd(),
    keyring: { get: async () => undefined, set: async () => {}, delete: async () => {} },
  };
  const { signal } = new AbortController();
  return {
    terminal,
    signal,
    output: new Output(terminal, flags, signal),
    flags,
    connect: () => Promise.reject(new Parsed()),
    exitWith: () => {},
  };
}
