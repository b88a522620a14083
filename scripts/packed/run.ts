// npm run test:types: the packages as they would be published, in projects as users have them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Table from "cli-table3";
import pMap from "p-map";
import { firstLine, installInto } from "../install-tool.ts";
import { compileRow } from "./compile.ts";
import { compilerOf, installCompilers } from "./compilers.ts";
import { areTheTypesWrong, type ManifestCheck, publint } from "./manifest-checks.ts";
import { compilers, pairwise, type Row } from "./matrix.ts";
import { type Tried, tryCommonJs, tryJest } from "./older-modules.ts";
import { packAll, tarballFaults } from "./packages.ts";

const peers = {
  none: [],
  all: [
    "undici@^7.24.8",
    "ioredis@^6.0.0",
    "rate-limiter-flexible@^11.4.0",
    "@opentelemetry/api@~1.9.0",
    "msw@^2.15.0",
  ],
} as const;

const folder = mkdtempSync(path.join(os.tmpdir(), "interkit-packed-"));
const sum = { passed: 0, failed: 0, skipped: 0 };
const notes: string[] = [];
try {
  await run();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(notes.join("\n"));
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed > 0 ? 1 : 0;

async function run(): Promise<void> {
  const packed = await packAll(path.join(folder, "tarballs"));
  for (const one of packed) count(`the tarball of ${one.name}`, tarballFaults(one));
  const checks = await toolsOrNone();
  if (checks === undefined) return;
  for (const { name, tarball } of packed) {
    for (const check of checks) count(`the manifest of ${name}`, await check(tarball));
  }
  const tarballs = packed.map(({ tarball }) => tarball);
  for (const [name, wanted] of Object.entries(peers)) {
    await project(name, [...tarballs, "@types/node@^20.19.0", ...wanted]);
  }
  await compileAll();
  countAll(await tryCommonJs(path.join(folder, "none"), compilerOf));
  await project("jest", [...tarballs, "jest@30.5.2"]);
  countAll(await tryJest(path.join(folder, "jest")));
}

/** The packages that npm has to install before the tests. */
async function toolsOrNone(): Promise<readonly ManifestCheck[] | undefined> {
  try {
    await installCompilers();
    return [await areTheTypesWrong(), await publint()];
  } catch (error) {
    sum.skipped += 1;
    notes.push(`skipped: the compilers, which cannot be installed here: ${firstLine(error)}`);
    return undefined;
  }
}

async function project(name: string, wanted: readonly string[]): Promise<void> {
  const place = path.join(folder, name);
  mkdirSync(place);
  writeFileSync(path.join(place, "package.json"), '{ "private": true, "type": "module" }\n');
  await installInto(place, wanted);
}

async function compileAll(): Promise<void> {
  const others = new Set<string>();
  const rows = await pMap(pairwise(), resultOf, { concurrency: os.availableParallelism() });
  const table = new Table({ head: ["TypeScript", "projects", "faults", "seconds"] });
  for (const version of compilers) {
    const mine = rows.filter(({ row }) => row.compiler === version);
    for (const { row, found } of mine) {
      count(Object.values(row).join(", "), found.ours);
      for (const line of found.others)
        others.add(/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(line)?.[1] ?? line);
    }
    const faults = mine.flatMap(({ found }) => found.ours).length;
    const seconds = mine.reduce((total, one) => total + one.seconds, 0).toFixed(1);
    table.push([version, mine.length, faults, seconds]);
  }
  console.log(table.toString());
  if (others.size > 0) {
    notes.push(`not ours: declarations of ${[...others].join(", ")} do not fit every project`);
  }
}

async function resultOf(row: Row) {
  const { compiler, ...settings } = row;
  const start = performance.now();
  const place = path.join(folder, settings.peers);
  const found = await compileRow(place, compilerOf(compiler), settings);
  return { row, found, seconds: (performance.now() - start) / 1000 };
}

function countAll(tried: readonly Tried[]): void {
  for (const { statement, complaints } of tried) count(statement, complaints);
}

function count(what: string, complaints: readonly string[]): void {
  sum[complaints.length === 0 ? "passed" : "failed"] += 1;
  for (const complaint of complaints) notes.push(`${what}: ${complaint}`);
}
