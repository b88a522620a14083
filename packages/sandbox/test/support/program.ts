import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";

const path = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));

/**
 * The arguments for Node that run the command line program, in the source as it is. Not through
 * tsx's own program: that one kills what does not answer a signal at once.
 */
export const programArguments: readonly string[] = [
  "--conditions=@interkit/source",
  "--import",
  "tsx",
  path,
];

/** A program that runs, and what it says. */
export interface Running {
  readonly child: ChildProcess;
  /** Waits until it says something, and gives back the part in brackets. */
  readonly said: (pattern: RegExp) => Promise<string>;
  /** What it said on the channel for mistakes. */
  readonly mistakes: () => string;
}

/** Runs the command line program until the test is over. */
export function run(...flags: readonly string[]): Running {
  return follow(spawn(process.execPath, [...programArguments, ...flags]));
}

/** Reads what a program says, and ends it with the test. */
export function follow(child: ChildProcess): Running {
  onTestFinished(() => void child.kill("SIGTERM"));
  let [output, mistakes] = ["", ""];
  child.stdout?.on("data", (chunk) => (output += String(chunk)));
  child.stderr?.on("data", (chunk) => (mistakes += String(chunk)));
  const said = async (pattern: RegExp) => {
    await expect.poll(() => output, { timeout: 30_000 }).toMatch(pattern);
    return pattern.exec(output)?.[1] ?? "";
  };
  return { child, said, mistakes: () => mistakes };
}
