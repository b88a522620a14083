import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { runCodemod } from "../../../packages/codemod/src/command/run-codemod.ts";
import { blocksOfDocument } from "../../../scripts/docs/blocks.ts";
import { isProgram } from "../guides/support/pages.ts";

const blocks = blocksOfDocument("docs/src/content/pages/moving/index.md");
const [before, after] = blocks.filter(isProgram);
const summary = blocks.find(({ language, info }) => language === "text" && info === "");

/** Runs the codemod on a program, and returns the program afterwards and the summary. */
async function rewritten(
  code: string,
): Promise<{ readonly code: string; readonly summary: string }> {
  const cwd = mkdtempSync(path.join(tmpdir(), "interkit-moving-"));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const file = path.join(cwd, "signup.ts");
  writeFileSync(file, code);
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await runCodemod(["signup.ts", "--write", "--force", "--from", "7"], {
    stdout,
    stderr,
    cwd,
  });
  stdout.end();
  stderr.end();
  expect(exitCode).toBe(0);
  return { code: readFileSync(file, "utf8"), summary: await text(stderr) };
}

test("the codemod makes the second program of the first, apart from the lines that it leaves", async () => {
  const { code, summary: printed } = await rewritten(before?.code ?? "");
  const lines = (source: string) =>
    source.split("\n").filter((line) => !line.startsWith("import "));
  const left = lines(code).filter((line) => !lines(after?.code ?? "").includes(line));
  expect(left).toEqual([
    expect.stringContaining("TODO(interkit): `IntercomError` includes"),
    expect.stringContaining("TODO(interkit): `body`"),
    expect.stringContaining("error.body"),
  ]);
  for (const line of summary?.code.split("\n") ?? []) expect(printed).toContain(line);
});
