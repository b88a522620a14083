import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { sourceCli } from "./processes.ts";

/** Starts `interkit` in a process of its own, with pipes, which ends with the test. */
export function startCli(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
) {
  const env = { ...process.env, NODE_NO_WARNINGS: "1", ...options.env };
  const [node = "", ...source] = sourceCli;
  const child = spawn(node, [...source, ...args], { cwd: options.cwd, env });
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
