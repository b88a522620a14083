import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { readApiVersions } from "interkit-generator/description/api-versions";
import { beforeEach, expect, onTestFinished, test } from "vitest";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "root-file-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write("extensions.yaml", "x-api-versions:\n  type: array\n");
  write("corrections.yaml", "- schema: Boat\n");
});

function write(file: string, text: string): void {
  writeFileSync(path.join(folder, file), text);
}

test("the root file may have any name: it is the one with the API versions", () => {
  write("harbour.yaml", 'openapi: 3.1.0\nx-api-versions: ["1.0", "1.1"]\n');
  expect(readApiVersions(folder)).toEqual({ versions: ["1.0", "1.1"], latest: "1.1" });
});

test("a description without a list of API versions is refused with the fix", () => {
  write("harbour.yaml", "openapi: 3.1.0\n");
  expect(() => readApiVersions(folder)).toThrow(
    /is not clear: no file has x-api-versions; list the API versions as x-api-versions in one file/,
  );
});

test("two files with a list of API versions are refused by their names", () => {
  write("harbour.yaml", 'x-api-versions: ["1.0"]\n');
  write("old.yaml", 'x-api-versions: ["0.9"]\n');
  expect(() => readApiVersions(folder)).toThrow(
    /is not clear: harbour\.yaml and old\.yaml have it/,
  );
});

test.each([
  ["numbers without quotes", "[1.0, 1.1]", "[1,1.1]"],
  ["dates", '["2026-01-01"]', '["2026-01-01"]'],
  ["one version without a list", '"1.0"', '"1.0"'],
  ["no version", "[]", "[]"],
])("a list of API versions may not be %s", (_case, text, shown) => {
  write("harbour.yaml", `openapi: 3.1.0\nx-api-versions: ${text}\n`);
  expect(() => readApiVersions(folder)).toThrow(
    `harbour.yaml:1: x-api-versions is ${shown}; list versions of two numbers in quotes, oldest first, such as ["1.4", "2.0"]`,
  );
});
