import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { globSync } from "tinyglobby";
import { afterEach, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const built = /[\\/](node_modules|test-results\.json|swagger-ui|packages[\\/]\w+[\\/]dist)$/;

let copy = "";
afterEach(() => rmSync(copy, { recursive: true, force: true }));

/** Copies what the commands read and write; packages are found through `node_modules`, as ever. */
function copyRepository(): void {
  copy = mkdtempSync(path.join(tmpdir(), "interkit-"));
  for (const place of [
    "openapi",
    "scripts",
    "packages",
    "package.json",
    "README.md",
    "CONTRIBUTING.md",
    "SUPPORT.md",
  ]) {
    cpSync(path.join(root, place), path.join(copy, place), {
      recursive: true,
      filter: (file) => !built.test(file),
    });
  }
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
}

/** The commands of the guide, in their order. */
const commands = [
  ...(/^## Add an API version\n[\s\S]*?(?=^## )/m
    .exec(readFileSync(path.join(root, "CONTRIBUTING.md"), "utf8"))?.[0]
    .matchAll(/```sh\nnpm run (version:\w+) -- (.*)\n```/g) ?? []),
].map(([, script = "", words = ""]) => ({ script, words: words.split(" ") }));

/** Runs a script of package.json, as npm does. */
function run({ script, words }: (typeof commands)[number]): string {
  const { scripts } = JSON.parse(readFileSync(path.join(copy, "package.json"), "utf8"));
  const [, file, ...given] = scripts[script].split(" ");
  const node = ["--import", "tsx", file, ...given, ...words];
  return execFileSync(process.execPath, node, { cwd: copy, encoding: "utf8" });
}

const texts = () =>
  new Map(
    globSync("{*,openapi/**,packages/**}", { cwd: copy, ignore: "**/node_modules/**" }).map(
      (file) => [file, readFileSync(path.join(copy, file), "utf8")],
    ),
  );

// Both commands generate everything, which takes some twenty seconds.
test.skipIf(!process.env["CI"])(
  "the commands of the guide add a version everywhere, and take it back",
  () => {
    copyRepository();
    const [add, remove] = commands;
    const version = add?.words[0] ?? "";
    if (!add || !remove) throw new Error("CONTRIBUTING.md has no such commands");
    const before = texts();
    expect(run(add)).toMatch(
      /^generated \d+ files, \d+ of them changed \(\d+ API versions bundled anew\)$/m,
    );
    const during = texts();
    const named = (file: string) => during.get(file) ?? "";
    for (const name of ["core", "client"]) {
      expect(named(`packages/${name}/src/generated/${version}.ts`)).toContain(`version ${version}`);
      const { exports } = JSON.parse(named(`packages/${name}/package.json`));
      expect(exports[`./${version}`].default).toBe(`./dist/generated/${version}.js`);
      expect(named(`packages/${name}/README.md`)).toContain(`to \`@interkit/${name}/${version}\``);
    }
    expect(JSON.parse(named(`openapi/dist/${version}.json`)).info.version).toBe(version);
    expect(JSON.parse(named("openapi/package.json")).exports[`./${version}.json`]).toBeDefined();
    expect(JSON.parse(named("packages/sandbox/package.json")).imports).toHaveProperty([
      `#bundle/${version}`,
    ]);
    expect(named("packages/sandbox/src/generated/versions.ts")).toContain(`"${version}"`);
    expect(run(remove)).toMatch(
      /^generated \d+ files, \d+ of them changed, \d+ old ones removed \(\d+ .*\)$/m,
    );
    const after = texts();
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (file) => before.get(file) !== after.get(file),
    );
    expect(changed).toEqual([]);
  },
  300_000,
);
