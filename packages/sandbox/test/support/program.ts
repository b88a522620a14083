import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, expect, onTestFinished } from "vitest";

const folder = fileURLToPath(new URL("../../", import.meta.url));

/** In a folder from which Node finds the packages that the program depends on. */
const cache = path.join(folder, "node_modules/.cache");
mkdirSync(cache, { recursive: true });
const built = mkdtempSync(path.join(cache, "program-"));
afterAll(() => rmSync(built, { recursive: true, force: true }));

/**
 * The arguments for Node that run the command line program. It is bundled from its source: with tsx,
 * it would take three times as long to start.
 */
export const programArguments: readonly string[] = [path.join(built, "cli.js")];

await build({
  absWorkingDir: folder,
  entryPoints: ["src/cli.ts"],
  outdir: built,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  conditions: ["@interkit/source"],
  packages: "external",
  // Only the module with the files of the page reads it.
  define: { "import.meta.url": JSON.stringify(new URL("../../src/node/page.ts", import.meta.url)) },
  logLevel: "warning",
});

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
    await expect.poll(() => output, { timeout: 30_000 }).toMatch(pattern);
    return pattern.exec(output)?.[1] ?? "";
  };
  return { child, said, mistakes: () => mistakes };
}
