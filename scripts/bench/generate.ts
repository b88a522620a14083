// npm run bench:generate: what generating from nothing takes, for one version and for all.
import { execFileSync } from "node:child_process";
import path from "node:path";
import Table from "cli-table3";
import { readApiVersions } from "interkit-generator/description/api-versions";

interface Run {
  readonly seconds: number;
  readonly megabytes: number;
  readonly bytes: number;
}

const RUNS = 5;
const script = path.join(import.meta.dirname, "generate-once.ts");

/** The median of several runs, each in a new process, its start included. */
function measure(...versions: string[]): Run {
  const runs = Array.from({ length: RUNS }, (): Run => {
    const node = [...process.execArgv, script, ...versions];
    return JSON.parse(execFileSync(process.execPath, node, { encoding: "utf8" }));
  });
  runs.sort((a, b) => a.seconds - b.seconds);
  return runs[Math.floor(RUNS / 2)] as Run;
}

const { latest } = readApiVersions(path.resolve(import.meta.dirname, "../../openapi"));
const table = new Table({
  head: ["versions", "seconds", "peak memory", "TypeScript"],
  colAligns: ["left", "right", "right", "right"],
  style: { head: [] },
});
const rows: [string, Run][] = [
  [`${latest} alone`, measure(latest)],
  ["all", measure()],
];
for (const [name, { seconds, megabytes, bytes }] of rows) {
  table.push([
    name,
    seconds.toFixed(1),
    `${megabytes.toFixed(0)} MB`,
    `${(bytes / 1e6).toFixed(2)} MB`,
  ]);
}
console.log(table.toString());
console.log(`medians of ${RUNS} runs, Node ${process.versions.node}`);
