import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";

const build = path.resolve(import.meta.dirname, "../build.shared.mjs");

/** Builds a package of these files, in a folder that is removed when the test ends. */
function built(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "interkit-build-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  execFileSync(process.execPath, [build], { cwd: folder });
  return folder;
}

/** What is printed while a module of the built package is loaded. */
function loading(folder: string, module: string): string {
  const file = path.join(folder, "dist", module);
  return execFileSync(process.execPath, [file], { encoding: "utf8" });
}

test("what several modules import is loaded without the dependencies of some of them", () => {
  const entries = ["index", "first", "second"].map((name) => [name, `./dist/${name}.js`]);
  const folder = built({
    "package.json": JSON.stringify({ type: "module", exports: Object.fromEntries(entries) }),
    "node_modules/dependency/package.json": '{ "type": "module", "exports": "./index.js" }',
    "node_modules/dependency/index.js": 'console.log("dependency"); export const value = 1;',
    "src/index.ts": 'export { common } from "./common.ts";',
    "src/first.ts": 'export { first, common } from "./with-dependency.ts";',
    "src/second.ts": 'export { second, common } from "./with-dependency.ts";',
    "src/common.ts": 'console.log("common");\nexport const common = 1;',
    "src/with-dependency.ts": `import { value } from "dependency";
import { common } from "./common.ts";
export const first = value, second = value;
export { common };`,
  });
  expect(loading(folder, "index.js")).toBe("common\n");
  for (const module of ["first.js", "second.js"]) {
    expect(loading(folder, module)).toBe("common\ndependency\n");
  }
});

test("what helpers alone import is in no module that other programs load", () => {
  const names = ["index", "other", "helpers/first", "helpers/second", "helpers/third"];
  const entries = names.map((name) => [name, `./dist/${name}.js`]);
  const folder = built({
    "package.json": JSON.stringify({ type: "module", exports: Object.fromEntries(entries) }),
    "src/index.ts": 'export { common } from "./common.ts";',
    "src/other.ts": 'export { common } from "./common.ts";',
    "src/helpers/first.ts":
      'export { common } from "../common.ts";\nexport { peer } from "../peer.ts";',
    "src/helpers/second.ts": 'export { peer } from "../peer.ts";',
    "src/helpers/third.ts": 'export { common } from "../common.ts";',
    "src/common.ts": 'console.log("common");\nexport const common = 1;',
    "src/peer.ts": 'console.log("peer");\nexport const peer = () => import("a-peer");',
  });
  for (const module of ["index.js", "other.js", "helpers/third.js"]) {
    expect(loading(folder, module)).toBe("common\n");
  }
  expect(loading(folder, "helpers/first.js")).toBe("common\npeer\n");
  expect(loading(folder, "helpers/second.js")).toBe("peer\n");
});
