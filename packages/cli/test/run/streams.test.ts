import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../support/folder.ts";
import { programCommand, sourceCli } from "../support/processes.ts";

/** Runs a command in a shell, which prepares its streams or its folder. */
async function inShell(script: string, cwd: string, ...args: string[]) {
  const child = spawn("sh", ["-c", script, "sh", ...args], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, INTERCOM_TOKEN: "test" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (bytes) => (printed.stdout += String(bytes)));
  child.stderr.on("data", (bytes) => (printed.stderr += String(bytes)));
  const [code] = await once(child, "close");
  return { code: code as number, ...printed };
}

test
  .skipIf(!existsSync("/dev/full"))
  .each([
    [["webhooks", "topics"]],
    [["webhooks", "topics", "--json"]],
    [["--help"]],
    [["completion", "bash"]],
  ])("%j on a full disk is an error", async (args) => {
  const { code, stderr } = await inShell(
    'exec "$@" >/dev/full',
    temporaryFolder(),
    ...sourceCli,
    ...args,
  );
  expect(stderr).toMatch(/^error: stdout cannot be written: ENOSPC[^\n]*\n$/);
  expect(code).toBe(1);
});

test("a command without paths runs in a folder that was removed, another one is an error", async () => {
  const folder = temporaryFolder();
  const program = programCommand("removed-folder");
  const run = (...args: string[]) => inShell('exec "$@"', folder, ...program, ...args);
  const topics = await run("webhooks", "topics");
  expect(topics.stderr).toBe("");
  expect(topics.code).toBe(0);
  const exported = await run("export", "contacts", "--to", "contacts.csv");
  expect(exported.stderr).toMatch(/^error: The current folder does not exist any more[^\n]*\n$/);
  expect(exported.code).toBe(2);
});
