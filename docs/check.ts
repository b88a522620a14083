// npm run check:docs: builds the site within its limits, and tests what was built: its files, then its pages in a
// browser. With --write, addresses of new pages and headings are added to addresses.txt before.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { closingLine, type RanTask, tally, type VitestResults } from "../scripts/checks/tally.ts";
import { readAddresses, updated } from "./checks/addresses.ts";
import { faultsOf } from "./checks/faults.ts";
import { readSite } from "./checks/site.ts";
import { site } from "./published.ts";

const root: string = import.meta.dirname;
const results: string = path.join(root, "test/site/test-results.json");
const list: string = path.join(root, "addresses.txt");

rmSync(results, { force: true });
const ran = [run("site", ["--max-old-space-size=1200", "--import", "tsx", "run.ts", "build"])];
if (ran[0]?.exitCode === 0) {
  ran.push(checkFiles());
  const vitest = ["../node_modules/vitest/vitest.mjs", "run", "--config"];
  ran.push(run("test", [...vitest, "test/site/vitest.config.ts"]));
}
const rows = tally([{ id: "site" }, { id: "files" }, { id: "test", results }], ran, readResults);
for (const { task, skipped } of rows) {
  for (const name of skipped) console.log(`skipped in ${task}: ${name}`);
}
console.log(closingLine(rows));
if (rows.some(({ failed }) => failed > 0)) process.exitCode = 1;

function run(id: string, args: readonly string[]): RanTask {
  const start = performance.now();
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  return { id, exitCode: done.status ?? 1, seconds: since(start), cached: false };
}

/** Checks the files of the site without a browser, and prints a line for each fault. */
function checkFiles(): RanTask {
  const start = performance.now();
  const built = readSite(path.join(root, "dist"), site);
  const text = readFileSync(list, "utf8");
  if (process.argv.includes("--write")) {
    const comments = text.split("\n").filter((line) => line.startsWith("# "));
    const addresses = updated(built, readAddresses(text));
    writeFileSync(list, `${[...comments, ...addresses].join("\n")}\n`);
  }
  const faults = faultsOf(built, readAddresses(readFileSync(list, "utf8")));
  // `.ci/run` prints such lines again at its end.
  for (const fault of faults) console.error(`FAIL ${fault}`);
  return { id: "files", exitCode: faults.length > 0 ? 1 : 0, seconds: since(start), cached: false };
}

function since(start: number): number {
  return (performance.now() - start) / 1000;
}

function readResults(file: string): VitestResults | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
