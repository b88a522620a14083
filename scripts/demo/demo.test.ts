import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type ProgramResult, runProgram } from "../docs/run.ts";

const demo = "scripts/demo/main.ts";

test("syncs documents twice, exports, and continues a backfill that was killed, in one screen", async () => {
  const env = { INTERCOM_TOKEN: "test-token" };
  const { exitCode, stdout, stderr } = await runProgram(demo, [], { env });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^INTERCOM_TOKEN is set, and is not used: nothing in its workspace/);
  expect(stdout).not.toContain("test-token");
  expect(stdout).toMatch(/A sandbox, .*, listens on http:\/\/127\.0\.0\.1:\d+/);
  expect(stdout).toMatch(/complete: \d\d added, 0 changed, 0 removed, 0 unchanged/);
  expect(stdout).toMatch(/complete: 0 added, 0 changed, 0 removed, \d\d unchanged/);
  expect(stdout).toMatch(/pages written by the first sync +│ +\d\d /);
  expect(stdout).toMatch(/pages written by the second sync +│ +0 /);
  expect(stdout).toMatch(/rows of the export, a row for each part +│ +[1-9]\d+ /);
  expect(stdout).toContain("(killed by the demo, with SIGKILL)");
  const [, killedAt] = /contacts created before the kill +│ +(\d+) /.exec(stdout) ?? [];
  expect(Number(killedAt)).toBeGreaterThanOrEqual(700);
  expect(Number(killedAt)).toBeLessThan(1_000);
  expect(stdout).toMatch(/contacts created in the end +│ +1000 /);
  expect(stdout.split("\n").length).toBeLessThan(40);
  expect(exitCode).toBe(0);
});

test("reads the folder that is named, and prints in one line what is wrong with it", async () => {
  await expectOneLine(runProgram(demo, ["nowhere"]), /^There is no folder .*nowhere\.$/);
  const empty = runProgram(demo, [folder({ "a.txt": "A" })]);
  expect((await empty).stderr).toMatch(/^interkit ended with 2\. error: .*no items/);
  expect((await empty).exitCode).toBe(1);
});

test("refuses other arguments", async () => {
  const usage = /Usage: npm start \[-- DIR\]$/;
  await expectOneLine(runProgram(demo, ["--lvie"]), /'--lvie'/, usage);
  await expectOneLine(runProgram(demo, ["a", "b"]), /one folder/, usage);
});

async function expectOneLine(running: Promise<ProgramResult>, ...lines: RegExp[]): Promise<void> {
  const { exitCode, stdout, stderr } = await running;
  expect(stdout).toBe("");
  for (const line of lines) expect(stderr.trimEnd()).toMatch(line);
  expect(stderr.trimEnd()).not.toContain("\n");
  expect(exitCode).toBe(1);
}

function folder(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(path.join(os.tmpdir(), "interkit-demo-"));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return dir;
}
