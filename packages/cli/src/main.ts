#!/usr/bin/env node
import { exitCodes } from "./errors/exit-codes.ts";
import { runCli } from "./run/run-cli.ts";
import { processTerminal } from "./terminal/terminal.ts";

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // The second one ends what does not end in order.
    if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
    interrupt.abort();
  });
}
process.exitCode = await runCli(process.argv.slice(2), processTerminal(), interrupt.signal);
