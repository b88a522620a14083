import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { arrowsIn, circular, described } from "./folders.ts";

const packages = path.resolve(import.meta.dirname, "../../packages");

describe.each(["core", "pagination", "client", "webhooks", "jobs", "cli", "sandbox", "codemod"])(
  "%s",
  (name) => {
    test("folders import each other in one direction", () => {
      expect(described(circular(arrowsIn(path.join(packages, name, "src"))))).toEqual([]);
    });
  },
);

let source = "";
afterEach(() => rmSync(source, { recursive: true, force: true }));

/** The folders that import each other, in a source of these files. */
function foldersIn(files: Readonly<Record<string, string>>): string[] {
  source = mkdtempSync(path.join(tmpdir(), "interkit-folders-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(source, name)), { recursive: true });
    writeFileSync(path.join(source, name), text);
  }
  return circular(arrowsIn(source))
    .map(({ from, to }) => `${from} -> ${to}`)
    .sort();
}

test("two folders that import each other are found, whatever the files", () => {
  const files = {
    "a/one.ts": 'import { two } from "../b/two.ts";\nexport const one = two;',
    "a/three.ts": "export const three = 3;",
    "b/two.ts": "export const two = 2;",
    "b/four.ts": 'export { three } from "../a/three.ts";',
    "index.ts": 'export * from "./a/one.ts";',
  };
  expect(foldersIn(files)).toEqual(["a -> b", "b -> a"]);
});

test("imports of types and dynamic imports count", () => {
  const files = {
    "a/one.ts": 'export type One = import("../b/two.ts").Two;',
    "b/two.ts": 'export type Two = 2;\nexport const load = () => import("../c/three.ts");',
    "c/three.ts": 'import type { One } from "../a/one.ts";\nexport const three: One = 2;',
  };
  expect(foldersIn(files)).toEqual(["a -> b", "b -> c", "c -> a"]);
});

test("a folder stands for those below it, and loose files for a folder", () => {
  const files = {
    "a/index.ts": 'export * from "./b/one.ts";',
    "a/common.ts": "export const shared = 0;",
    "a/b/one.ts": 'export { shared as one } from "../common.ts";',
    "a/b/two.ts": "export const two = 2;",
    "c/d/three.ts": 'export { two as three } from "../../a/b/two.ts";',
    "c/four.ts": "export const four = 4;",
    "a/five.ts": 'export { four as five } from "../c/four.ts";',
  };
  expect(foldersIn(files)).toEqual(["a -> c", "a/* -> a/b", "a/b -> a/*", "c -> a"]);
});

test("of two folders, the import that is easier to remove is named first", () => {
  const [one, two] = ["src/a/one.ts", "src/b/two.ts"] as const;
  const arrow = (from: string, to: string, importer: string, imported: string) => {
    return { from, to, importer, imported };
  };
  const arrows = [arrow("a", "b", one, two), arrow("a", "b", one, two), arrow("b", "a", two, one)];
  expect(described(arrows)).toEqual([
    "b -> a: src/b/two.ts imports src/a/one.ts",
    "a -> b: src/a/one.ts imports src/b/two.ts, and 1 more",
  ]);
});

test("imports in one direction are none", () => {
  const files = {
    "index.ts": 'export * from "./a/one.ts";\nexport * from "./b/two.ts";',
    "a/one.ts": 'export { two as one } from "../b/two.ts";',
    "b/two.ts": 'export { three as two } from "./c/three.ts";',
    "b/c/three.ts": "export const three = 3;",
  };
  expect(foldersIn(files)).toEqual([]);
});
