import path from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { afterFiles } from "./support/fixtures.ts";

const options: ts.CompilerOptions = {
  allowImportingTsExtensions: true,
  allowJs: true,
  customConditions: ["@interkit/source"],
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.NodeNext,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
  target: ts.ScriptTarget.ES2023,
  types: ["node"],
};

test("the rewritten programs compile, except for those that are left to people", () => {
  const files = afterFiles().filter((file) => !file.includes("left-for-hands"));
  const program = ts.createProgram(files, options);
  const root = path.resolve(import.meta.dirname, "fixtures");
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    const name = file ? path.relative(root, file.fileName) : "";
    return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  expect(problems).toEqual([]);
});
