// npm run bench:generate: the time and memory of the generator, from nothing and after a small change.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Table from "cli-table3";
import { globSync } from "tinyglobby";

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
  readonly bundled: number;
}

const RUNS = 3;
const repository = path.resolve(import.meta.dirname, "../..");
const script = path.join(import.meta.dirname, "generate-once.ts");

/** A copy of the generator's input, so that the repository stays unchanged. */
const root = mkdtempSync(path.join(tmpdir(), "generate-"));
process.on("exit", () => rmSync(root, { recursive: true, force: true }));
const read = [
  "*.md",
  "openapi/**/*.{yaml,md}",
  "openapi/{package.json,src/*.ts}",
  "packages/*/{README.md,package.json,src/**/*.ts}",
  "scripts/generator/{package.json,turbo.json,src/**}",
  "node_modules/.package-lock.json",
];
for (const file of globSync(read, { cwd: repository, ignore: "**/generated/**" })) {
  cpSync(path.join(repository, file), path.join(root, file));
}

/** What is deleted or edited before each run. */
const CASES: Record<string, (run: number) => void> = {
  "from nothing": () => {
    const made = ["core", "client", "cli", "sandbox"].map(
      (name) => `packages/${name}/src/generated`,
    );
    for (const folder of ["openapi/dist", "node_modules/.cache", ...made]) {
      rmSync(path.join(root, folder), { recursive: true, force: true });
    }
  },
  "nothing changed": () => {},
  "a word of every version": (run) => edit("contact/schemas.yaml", "A person you talk to", run),
  "a word of Preview alone": (run) =>
    edit("companies-bulk/paths.yaml", "Creates or changes up to 100 companies", run),
};

/** Adds a word to a text of the description. */
function edit(name: string, words: string, run: number): void {
  const file = path.join(root, "openapi/resources", name);
  const text = readFileSync(file, "utf8");
  if (!text.includes(words))
    throw new Error(`${name} no longer contains "${words}": use other words`);
  writeFileSync(file, text.replace(words, `${words} ${run}`));
}

/** The median of several runs, each in a new process, its start included. */
function measure(prepare: (run: number) => void): Run {
  const runs = Array.from({ length: RUNS }, (_, run): Run => {
    prepare(run);
    const node = [...process.execArgv, script, root];
    return JSON.parse(execFileSync(process.execPath, node, { encoding: "utf8" }));
  });
  runs.sort((a, b) => a.seconds - b.seconds);
  return runs[Math.floor(RUNS / 2)] as Run;
}

const table = new Table({
  head: ["before the run", "seconds", "peak memory", "versions bundled"],
  colAligns: ["left", "right", "right", "right"],
  style: { head: [] },
});
for (const [name, prepare] of Object.entries(CASES)) {
  const { seconds, megabytes, bundled } = measure(prepare);
  table.push([name, seconds.toFixed(1), `${megabytes.toFixed(0)} MB`, bundled]);
}
console.log(table.toString());
console.log(`medians of ${RUNS} runs, Node ${process.versions.node}`);
