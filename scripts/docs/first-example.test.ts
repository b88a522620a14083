import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { blocksOfDocument, isTypeScript, root } from "./blocks.ts";
import { runProgram } from "./run.ts";

test("the first example of the README runs as it stands", async () => {
  const [first] = blocksOfDocument("README.md").filter(isTypeScript);
  const program = write(first?.code ?? "");
  const env = { INTERCOM_TOKEN: "test-token" };
  const outcome = await runProgram(program, [], { env, sandboxAsIntercom: true });
  expect(outcome.stderr).toBe("");
  expect(outcome.stdout).toContain("Ada Lovelace");
  expect(outcome.exitCode).toBe(0);
});

/** Inside the repository, so that packages are found by name. */
function write(code: string): string {
  const cache = path.join(root, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, "first-example-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const program = path.join(folder, "example.mts");
  writeFileSync(program, code);
  return program;
}
