import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { copied } from "./copied.ts";
import { copyTree } from "./copy.ts";
import { dependenciesOf, manifestsIn } from "./linked.ts";

const root = path.resolve(import.meta.dirname, "../..");
const example = path.join(root, "examples/own-api");

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "own-api-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The dependencies of manifests, such as `yaml@^2.9.1`. */
function namesAndVersions(manifests: Parameters<typeof dependenciesOf>[0]): string[] {
  return [...dependenciesOf(manifests)].map(([name, version]) => `${name}@${version}`);
}

/** A text of TypeScript without its comments. */
function withoutComments(text: string): string {
  return text.replace(/^\s*(\/\*\*.*|\*.*|\/\/.*)$/gm, "").replace(/\/\*\*? .*? \*\//g, "");
}

test("a new repository has the names of its API in place of ours", () => {
  const folder = temporary();
  const files = copyTree(root, folder, "Harbour");
  expect(files).toContain("openapi/harbour.yaml");
  expect(files).toContain("packages/client/src/harbour.ts");
  const named = files.filter((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    return /interkit|pedal/i.test(file + text);
  });
  expect(named).toEqual([]);
  const manifest = readFileSync(path.join(folder, "packages/client/package.json"), "utf8");
  expect(JSON.parse(manifest)).toMatchObject({
    name: "@harbour/client",
    dependencies: { "@harbour/core": "^0.0.0" },
  });
});

test("one line of the copied code names Intercom's hosts, and no other does", () => {
  const folder = temporary();
  const lines = copyTree(root, folder, "Harbour").flatMap((file) =>
    withoutComments(readFileSync(path.join(folder, file), "utf8"))
      .split("\n")
      .filter((line) => /intercom/i.test(line))
      .map(() => file),
  );
  expect(lines).toEqual(["packages/pagination/src/pages/next.ts"]);
});

test("nothing generated, built or installed is copied", () => {
  const files = copyTree(root, temporary(), "Harbour");
  expect(files.filter((file) => /(^|\/)(generated|dist|node_modules)\//.test(file))).toEqual([]);
});

test.each(["harbour", "Har bour", "@harbour", "", "../Harbour"])(
  "the name %j is refused before anything is written",
  (name) => {
    const folder = path.join(temporary(), "new");
    expect(() => copyTree(root, folder, name)).toThrow(/^The name .*; give a capital letter/);
    expect(existsSync(folder)).toBe(false);
  },
);

test("a folder with files in it is refused, and stays as it is", () => {
  const folder = temporary();
  writeFileSync(path.join(folder, "notes.txt"), "mine");
  expect(() => copyTree(root, folder, "Harbour")).toThrow(/is not empty; name a new one$/);
  expect(existsSync(path.join(folder, "package.json"))).toBe(false);
});

test("each path that is copied exists, and has a reason", () => {
  for (const { from, why } of copied) {
    expect(existsSync(path.join(root, from)), from).toBe(true);
    expect(why, from).not.toBe("");
  }
});

test("the example depends on the same versions of libraries as this repository", () => {
  const generator = readFileSync(path.join(root, "scripts/generator/package.json"), "utf8");
  const manifests = [...manifestsIn(root).values(), JSON.parse(generator)];
  const ours = manifests.flatMap((manifest) => namesAndVersions([manifest]));
  const theirs = namesAndVersions([...manifestsIn(example).values()]);
  expect(theirs.length).toBeGreaterThan(10);
  expect(theirs.filter((one) => !ours.includes(one))).toEqual([]);
});
