import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { afterFiles } from "./support/fixtures.ts";

const root = path.resolve(import.meta.dirname, "../../..");
/** It takes a fifth of the time of the version that the codemod reads programs with. */
const compiler = path.join(root, "node_modules/typescript-7/bin/tsc");

const compilerOptions = {
  allowImportingTsExtensions: true,
  allowJs: true,
  customConditions: ["@interkit/source"],
  exactOptionalPropertyTypes: true,
  module: "nodenext",
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  target: "es2023",
  types: ["node"],
};

test("the rewritten programs compile, except for those that are left to people", () => {
  const folder = projectFolder();
  const wrong = path.join(folder, "wrong.ts");
  writeFileSync(
    wrong,
    'import { createIntercom } from "@interkit/client/2.16";\ncreateIntercom({});\n',
  );
  const files = afterFiles().filter((file) => !file.includes("left-for-hands"));
  // The compiler finds the mistake of a program that is none of them, and no other.
  expect(complaintsOf(folder, [wrong, ...files])).toEqual([
    expect.stringMatching(/^wrong\.ts\(2,16\): error TS\d+: .*'token'/),
  ]);
});

/** What the compiler finds, a line each, without the details below it. */
function complaintsOf(folder: string, files: readonly string[]): string[] {
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", ".", "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return stdout.split("\n").filter((line) => /^\S/.test(line));
}

/** A new folder from which the compiler finds the packages by their names. */
function projectFolder(): string {
  const cache = path.join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, "codemod-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
