import { settingsFrom } from "../connection/settings.ts";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";
import { printable } from "../terminal/printable.ts";
import type { Check } from "./check.ts";
import { checkKeyring, checkNode } from "./local-checks.ts";

/** Checks the set-up, and prints what is wrong and how to correct it. */
export async function runDoctor(cli: Cli): Promise<void> {
  const progress = await cli.output.progress("Checking");
  progress.set(0);
  const checks = [checkNode(), await checkKeyring(cli.terminal), ...(await connectionChecks(cli))];
  progress.end();
  const failed = checks.filter(({ result }) => result === "failed");
  if (cli.flags().json) await cli.output.json({ ok: failed.length === 0, checks });
  else for (const check of checks) await cli.output.write(lineOf(check, cli));
  if (failed.some(({ name }) => name === "token")) cli.exitWith(exitCodes.unauthorized);
  else if (failed.length > 0) cli.exitWith(exitCodes.failed);
}

async function connectionChecks(cli: Cli): Promise<Check[]> {
  const { InterkitError } = await import("@interkit/client");
  let name = "token";
  try {
    const settings = await settingsFrom(cli.flags(), cli.terminal);
    cli.output.hide(settings.token);
    name = "connection";
    const { checkConnection } = await import("./connection-checks.ts");
    return await checkConnection(settings, cli.signal);
  } catch (error) {
    const isExpected = error instanceof CliError || error instanceof InterkitError;
    if (!isExpected || (error instanceof CliError && error.exitCode === exitCodes.usage))
      throw error;
    return [{ name, result: "failed", message: error.message }];
  }
}

/** A mark, the name and what was found; without a terminal the marks are words. */
function lineOf({ name, result, message, fix }: Check, { output }: Cli): string {
  const marks = output.isTerminal
    ? {
        ok: output.style("green", "✓"),
        warning: output.style("yellow", "!"),
        failed: output.style("red", "✗"),
      }
    : { ok: "ok     ", warning: "warning", failed: "failed " };
  const text = fix === undefined ? message : `${message}; ${fix}`;
  return `${marks[result]} ${name.padEnd(12)} ${printable(text)}\n`;
}
