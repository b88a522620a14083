#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import { versions } from "./description/versions.ts";
import type { DefaultVersion } from "./engine/asked-version.ts";
import type { LogEntry } from "./engine/request-log.ts";
import { createSandbox, type SandboxOptions } from "./sandbox.ts";

interface Flags {
  readonly port: number;
  readonly host: string;
  readonly token?: string[];
  readonly rateLimit?: number;
  readonly apiVersion?: DefaultVersion;
  readonly seed?: string;
  readonly contacts?: number;
  readonly file?: string;
  readonly quiet?: boolean;
}

const program = new Command("interkit-sandbox")
  .description("Runs a stateful Intercom on this machine until Ctrl-C.")
  .option("-p, --port <number>", "port to listen on; 0 takes any free one", wholeNumber, 4010)
  .option("--host <address>", "address to listen on", "127.0.0.1")
  .option("--token <token...>", "access tokens to accept (any, when left out)")
  .option("--rate-limit <number>", "requests per minute and token", wholeNumber)
  .addOption(
    new Option(
      "--api-version <version>",
      "version of requests that name none; 1.0 refuses them",
    ).choices(["1.0", ...versions]),
  )
  .option("--seed <name>", "begin with a workspace full of data that follows from this name")
  .option("--contacts <number>", "how many contacts it has, with --seed (50)", wholeNumber)
  .option("--file <path>", "keep everything in this file (in memory, when left out)")
  .option("-q, --quiet", "print no line per request")
  .action(run);

await program.parseAsync();

async function run(flags: Flags): Promise<void> {
  try {
    const sandbox = createSandbox(toOptions(flags));
    const server = await sandbox.listen({ port: flags.port, host: flags.host });
    console.log(`A sandbox of Intercom is listening on ${server.url} (Ctrl-C stops it)`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

function toOptions(flags: Flags): SandboxOptions {
  const { seed, contacts } = flags;
  if (contacts !== undefined && seed === undefined) {
    throw new Error("--contacts needs --seed with a name, such as --seed acme.");
  }
  return {
    ...(seed === undefined
      ? {}
      : { seed: { name: seed, ...(contacts === undefined ? {} : { contacts }) } }),
    ...(flags.token ? { token: flags.token } : {}),
    ...(flags.rateLimit ? { rateLimit: { perMinute: flags.rateLimit } } : {}),
    ...(flags.apiVersion ? { defaultVersion: flags.apiVersion } : {}),
    ...(flags.file === undefined ? {} : { file: flags.file }),
    ...(flags.quiet ? {} : { log: print }),
  };
}

function print({ method, path, status, version, operation, durationMs, faults }: LogEntry): void {
  const known = operation ?? "no operation";
  const struck = faults.map(({ id, kind }) => `  fault ${id} (${kind})`).join("");
  const time = `${Math.round(durationMs)} ms`;
  console.log(`${status || "---"} ${method} ${path}  ${known}  ${version}  ${time}${struck}`);
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError("Not a number.");
  return number;
}
