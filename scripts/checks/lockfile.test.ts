import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../turbo.mjs";
import { lockfileFaults } from "./lockfile.ts";

/** The manifests and the lockfile, with one text of one file replaced. */
function copyWith(file: string, from: string | RegExp, to: string): string {
  const copy = mkdtempSync(path.join(os.tmpdir(), "interkit-lockfile-"));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  const files = globSync(
    ["{,openapi/,examples/,packages/*/,scripts/*/}package.json", "package-lock.json"],
    { cwd: root },
  );
  for (const one of files) {
    mkdirSync(path.dirname(path.join(copy, one)), { recursive: true });
    cpSync(path.join(root, one), path.join(copy, one));
  }
  const text = readFileSync(path.join(copy, file), "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path.join(copy, file), changed);
  return copy;
}

test("package-lock.json has what the manifests have", () => {
  expect(lockfileFaults(root)).toEqual([]);
});

test.each([
  ["packages/core/package.json", /"version": ".*?"/, '"version": "99.0.0"', "version"],
  [
    "packages/client/package.json",
    /"@interkit\/core": ".*?"/,
    '"@interkit/core": "^99.0.0"',
    "dependencies",
  ],
  ["package.json", /"vitest": ".*?"/, '"vitest": "^99.0.0"', "devDependencies"],
  ["openapi/package.json", /"node": ".*?"/, '"node": ">=99"', "engines"],
])(
  "a change of %s that the lockfile does not have is named with its fix",
  (file, from, to, field) => {
    expect(lockfileFaults(copyWith(file, from, to))).toEqual([
      `package-lock.json has another ${field} than ${file}: run \`npm install --package-lock-only\``,
    ]);
  },
);

test("a package that the lockfile does not have is named", () => {
  const copy = copyWith("package-lock.json", '"packages/core": {', '"packages/other": {');
  expect(lockfileFaults(copy)).toContain(
    "package-lock.json has another version than packages/core/package.json: run `npm install --package-lock-only`",
  );
});
