import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { inject, onTestFinished } from "vitest";

/** Starts a program of `test/process` in a process of its own, which ends with the test. */
export function start(program: string, args: readonly string[], user?: number) {
  const file = path.join(inject("programs"), program.replace(/ts$/, "mjs"));
  const options = user === undefined ? {} : { uid: user, gid: user };
  const child = spawn(process.execPath, ["--no-warnings", file, ...args], {
    stdio: "pipe",
    ...options,
  });
  const printed = { text: "", errors: "" };
  child.stdout.on("data", (bytes) => {
    printed.text += bytes;
  });
  child.stderr.on("data", (bytes) => {
    printed.errors += bytes;
  });
  const ended = once(child, "close");
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, printed, ended };
}
