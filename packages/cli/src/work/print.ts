import type { Cli } from "../program/cli.ts";

/** Prints what a command did: an object with `--json`, and else lines. */
export async function printResult(
  { flags, output }: Cli,
  value: object,
  lines: readonly string[],
): Promise<void> {
  if (flags().json) await output.json(value);
  else for (const line of lines) await output.line(line);
}

/** A count as people read it. */
export const count = (number: number): string => number.toLocaleString("en-US");
