import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { checkFolder, checkProse, checkText } from "./vocabulary.ts";

const root = path.resolve(import.meta.dirname, "../..");

test.each([
  "packages/client",
  "packages/pagination",
  "packages/core",
  "packages/sandbox",
  "packages/jobs",
  "packages/cli",
  "packages/codemod",
  "openapi",
  "examples",
  "scripts",
  "docs",
])("the identifiers, comments and test titles of %s use the terms of CONTRIBUTING.md", (folder) => {
  expect(checkFolder(path.join(root, folder), root)).toEqual([]);
});

const documents = globSync(
  ["*.md", "{openapi,packages/*,examples}/*.md", "docs/src/content/pages/**/*.md"],
  { cwd: root, ignore: ["**/CHANGELOG.md"] },
);

test.each(documents.sort())("the sentences of %s use the terms of CONTRIBUTING.md", (file) => {
  expect(checkProse(readFileSync(path.join(root, file), "utf8"))).toEqual([]);
});

test("the check of sentences reports a word with its line, and accepts code", () => {
  const text = "---\ntitle: A page\n---\n\nIt was `told`.\n\n- It is told.\n\n```\ntold\n```\n";
  expect(checkProse(text)).toEqual(['7: "told": write report, notify']);
});

describe("the check", () => {
  test.each([
    ["an identifier", "const heededPage = 1;", '1: "heeded": write apply, obey'],
    ["a part of an identifier", "\nsandbox.plantTickets();", '2: "plant": write seed'],
    ["a private member", "class A { #isAwake = 1; }", '1: "Awake": write started, initialised'],
    ["a line comment", "\n// It has no harm.\nrun();", '2: "harm": write effect'],
    ["a docstring", "/**\n * The patience.\n */\nrun();", '2: "patience": write timeout'],
    ["a test title", '\ntest("is told once", run);', '2: "told": write report, notify'],
    ["the title of a table", 'test.skipIf(no)("asks %s", run);', '1: "asks": write request, query'],
    ["a comment at the end", "run();\n// In vain.", '2: "vain": write rollback'],
  ])("reports %s with its line and the replacement", (_, text, problem) => {
    expect(checkText(text)).toEqual([problem]);
  });

  test.each([
    'const title = "heeded";',
    'test.each(["told"])("%s", run);',
    'request("told", body);',
    "// A part with nobody_admin.",
    "const title = `planted`;",
    "const pattern = /harm/;",
    "const plantation = 1;",
    "const explanation = { implanted: 1 };",
  ])("accepts %s", (text) => {
    expect(checkText(text)).toEqual([]);
  });
});
