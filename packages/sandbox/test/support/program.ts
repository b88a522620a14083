import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { expect, inject, onTestFinished } from "vitest";

/** The arguments for Node that run the command line program. */
export const programArguments: readonly string[] = [path.join(inject("programFolder"), "cli.js")];

/** A running program, and its output. */
export interface RunningProgram {
  readonly child: ChildProcess;
  /** Waits for output that matches, and returns the captured group. */
  readonly said: (pattern: RegExp) => Promise<string>;
  /** Its output to standard error. */
  readonly mistakes: () => string;
}

/** Runs the command line program until the test is over. */
export function runProgram(...flags: readonly string[]): RunningProgram {
  return followProgram(spawn(process.execPath, [...programArguments, ...flags]));
}

/** Reads the output of a program, and ends it with the test. */
export function followProgram(child: ChildProcess): RunningProgram {
  onTestFinished(() => void child.kill("SIGTERM"));
  let [output, mistakes] = ["", ""];
  child.stdout?.on("data", (chunk) => (output += String(chunk)));
  child.stderr?.on("data", (chunk) => (mistakes += String(chunk)));
  const said = async (pattern: RegExp) => {
    await expect.poll(() => output).toMatch(pattern);
    return pattern.exec(output)?.[1] ?? "";
  };
  return { child, said, mistakes: () => mistakes };
}
