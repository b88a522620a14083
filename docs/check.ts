// npm run check:docs: builds the site within its limits, and tests what was built.
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { closingLine, tally, type VitestResults } from "../scripts/checks/tally.ts";

const root: string = import.meta.dirname;
const results: string = path.join(root, "test/site/test-results.json");
const config = "test/site/vitest.config.ts";

rmSync(results, { force: true });
const site = run("site", ["--import", "tsx", "run.ts", "build"]);
const ran = [site];
if (site.exitCode === 0) {
  ran.push(run("test", ["../node_modules/vitest/vitest.mjs", "run", "--config", config]));
}
const rows = tally([{ id: "site" }, { id: "test", results }], ran, readResults);
for (const { task, skipped } of rows) {
  for (const name of skipped) console.log(`skipped in ${task}: ${name}`);
}
console.log(closingLine(rows));
if (rows.some(({ failed }) => failed > 0)) process.exitCode = 1;

function run(id: string, args: readonly string[]) {
  const start = performance.now();
  const done = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  const seconds = (performance.now() - start) / 1000;
  return { id, exitCode: done.status ?? 1, seconds, cached: false };
}

function readResults(file: string): VitestResults | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
