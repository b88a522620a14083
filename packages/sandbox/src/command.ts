import { Command, InvalidArgumentError } from "commander";
import type { SandboxCommandOptions, SandboxFlags } from "./command-options.ts";

export type { SandboxCommandOptions } from "./command-options.ts";

/**
 * Creates the command that runs a sandbox until a signal: that of the program `interkit-sandbox`, for a program with
 * commands of its own. Its action resolves when the sandbox is closed, and prints errors as Commander does.
 *
 * @throws {CommanderError} The action, for wrong options, in a program with Commander's `exitOverride`.
 * @see https://github.com/tj/commander.js
 *
 * @example
 * ```ts
 * import { createSandboxCommand } from "@interkit/sandbox/command";
 * import { Command } from "commander";
 *
 * const ended = new AbortController();
 * process.once("SIGINT", () => ended.abort());
 * const { log: print, error: warn } = console;
 * const command = createSandboxCommand({ name: "intercom", print, warn, signal: ended.signal });
 *
 * await new Command("tools").addCommand(command).parseAsync();
 * ```
 */
export function createSandboxCommand(options: SandboxCommandOptions): Command {
  const command: Command = new Command(options.name ?? "interkit-sandbox")
    .description("Runs a stateful Intercom on this machine until Ctrl-C.")
    .option(
      "-p, --port <number>",
      "port to listen on; 0 takes any free one",
      wholeNumber(0, 65_535),
      4010,
    )
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--token <token...>", "access tokens to accept (any, when left out)", token)
    .option("--rate-limit <number>", "requests per minute and token", wholeNumber(1))
    .option("--api-version <version>", "version of requests that name none; 1.0 refuses them")
    .option("--seed <name>", "start with a workspace with data, generated from this name")
    .option(
      "--contacts <number>",
      "how many contacts it has, with --seed (50)",
      wholeNumber(1, 100_000),
    )
    .option("--file <path>", "keep everything in this file (in memory, when left out)")
    .option(
      "--search-lag <ms>",
      "how late searches find what is new or changed (0)",
      wholeNumber(0),
    )
    .option(
      "--cors [origin...]",
      "let web pages of these origins use the API (any, when none is named)",
    )
    .option("--webhook <url>", "send notifications of what happens to this address")
    .option("--webhook-secret <secret>", "the client secret that signs them (secret)")
    .option("--webhook-topic <topic...>", "their topics, such as contact.* (all, when left out)")
    .option("-q, --quiet", "print no line per request")
    .action(async () => {
      // A program with other commands loads the sandbox only for this one.
      const { runSandbox } = await import("./command-run.ts");
      // A program may have options of the same names, which Commander reads in place of these.
      const flags = command.optsWithGlobals<SandboxFlags>();
      const server = await runSandbox(flags, options).catch((error: unknown) =>
        command.error(`error: ${error instanceof Error ? error.message : error}`),
      );
      await aborted(options.signal);
      await server.close();
    });
  return command;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
}

function wholeNumber(from: number, to: number = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= from && number <= to) return number;
    const range = to === Number.MAX_SAFE_INTEGER ? `, ${from} or more` : ` from ${from} to ${to}`;
    throw new InvalidArgumentError(`It has to be a whole number${range}.`);
  };
}

function token(text: string, others: readonly string[] = []): string[] {
  if (/^\S+$/.test(text)) return [...others, text];
  throw new InvalidArgumentError("It has to be a word without spaces.");
}
