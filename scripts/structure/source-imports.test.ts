import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testsOfSource } from "./source-imports.ts";

const root = path.resolve(import.meta.dirname, "../..");

const dataStructure = "tests a data structure with far more operations than requests could cause";
const otherRecords = "searches a collection that the API does not have, with fields of every type";

/** Tests of source that the package does not export, with the reason. */
const internal: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "packages/sandbox": {
    "test/copy-property.test.ts": "copies values that no sandbox stores",
    "test/operations.test.ts": "no request reaches a handler that belongs to no operation",
    "test/ordered-property.test.ts": dataStructure,
    "test/paging-property.test.ts": dataStructure,
    "test/project.test.ts": "uses schemas that no API version has",
    "test/record-texts.test.ts": "counts how often a view is computed",
    "test/rollback-property.test.ts": dataStructure,
    "test/search-plan-property.test.ts": otherRecords,
    "test/search-property.test.ts": otherRecords,
  },
  openapi: {
    "test/examine.test.ts":
      "compares the validator of recordings with another, on thousands of responses",
    "test/secrecy.test.ts": "checks more recordings than the command could be started for",
  },
};

test.each([
  "packages/client",
  "packages/core",
  "packages/pagination",
  "packages/sandbox",
  "openapi",
])("the tests of %s import it by its name, unless there is a reason", (folder) => {
  const allowed = Object.keys(internal[folder] ?? {});
  expect(testsOfSource(path.join(root, folder))).toEqual(allowed);
});

test("imports of source by path are found in tests and in the files they share", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "interkit-imports-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = {
    "test/by-name.test.ts": 'import { one } from "@interkit/core";',
    "test/by-path.test.ts": 'import { one } from "../src/one.ts";',
    "test/of-type.test.ts": 'let one: import("../src/one.ts").One;',
    "test/shared.test.ts": 'import { two } from "./support/src/two.ts";',
    "test/support/three.ts": 'export { one } from "../../src/one.ts";',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  expect(testsOfSource(folder)).toEqual([
    "test/by-path.test.ts",
    "test/of-type.test.ts",
    "test/support/three.ts",
  ]);
});
