import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { onTestFinished } from "vitest";

const main = path.join(import.meta.dirname, "../../src/main.ts");
// The process starts in another folder, which has no tsx.
const tsx = `--import=${import.meta.resolve("tsx")}`;
const flags = ["--conditions=@interkit/source", tsx, "--no-warnings"];

/** Starts `interkit` in a process of its own, with pipes, which ends with the test. */
export function startCli(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
) {
  const env = { ...process.env, ...options.env };
  const child = spawn(process.execPath, [...flags, main, ...args], { cwd: options.cwd, env });
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (bytes) => {
    printed.stdout += bytes;
  });
  child.stderr.on("data", (bytes) => {
    printed.stderr += bytes;
  });
  const ended = once(child, "close").then(([code]) => ({
    code: code as number | null,
    ...printed,
  }));
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, ended };
}
