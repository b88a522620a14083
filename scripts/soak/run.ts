// npm run test:soak: the tests of which `npm test` has a share of the examples, with all of them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { globSync } from "tinyglobby";

const root = path.resolve(import.meta.dirname, "../..");
const vitest = path.join(
  path.dirname(createRequire(import.meta.url).resolve("vitest/package.json")),
  "vitest.mjs",
);

await new Command("test:soak")
  .description("Runs the tests of which npm test has a share of the examples, with all of them.")
  .argument("[files...]", "only test files whose paths have this in them, such as packages/core")
  .option("--share <number>", "share of the examples: 2 for twice as many", Number, 1)
  .option("--seed <number>", "of the random numbers: the same examples again", Number)
  .option("--hours <number>", "hours that a simulation of a mirror lasts", Number, 72)
  .action(run)
  .parseAsync();

interface Flags {
  readonly share: number;
  readonly seed?: number;
  readonly hours: number;
}

function run(names: readonly string[], { share, seed, hours }: Flags): void {
  const env = {
    ...process.env,
    PROPERTY_SHARE: String(share),
    SIMULATED_HOURS: String(hours),
    ...(seed === undefined ? {} : { PROPERTY_SEED: String(seed) }),
  };
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [folder, files] of sharedTests(names)) {
    const ran = test(folder, files, env);
    sum.passed += ran.passed;
    sum.failed += ran.failed;
    sum.skipped += ran.skipped;
  }
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1;
}

/** The test files of which `npm test` has a share of the examples, by the folder of their configuration. */
function sharedTests(names: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const files = globSync(
    ["packages/*/test/**/*.test.ts", "openapi/test/*.test.ts", "scripts/**/*.test.ts"],
    {
      cwd: root,
      ignore: "**/node_modules/**",
    },
  );
  for (const file of files.sort()) {
    const hasShare = /from "fast-check"|SIMULATED_HOURS|\/soak\/share|support\/distinct/.test(
      read(path.join(root, file)),
    );
    if (!hasShare || (names.length > 0 && !names.some((one) => file.includes(one)))) continue;
    const folder = /^packages\/[^/]+|^openapi/.exec(file)?.[0] ?? ".";
    found.set(folder, [...(found.get(folder) ?? []), path.relative(folder, file)]);
  }
  return found;
}

/** Runs test files of a folder. A run that crashes counts as one failure. */
function test(folder: string, files: readonly string[], env: NodeJS.ProcessEnv) {
  const results = mkdtempSync(path.join(tmpdir(), "interkit-soak-"));
  const file = path.join(results, "test-results.json");
  const flags = ["run", "--typecheck.enabled=false", `--outputFile.json=${file}`];
  try {
    const { status } = spawnSync(process.execPath, [vitest, ...flags, ...files], {
      cwd: path.join(root, folder),
      env,
      stdio: "inherit",
    });
    const bad = status === 0 ? 0 : 1;
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(read(file)) as Results;
    return {
      passed: numPassedTests,
      failed: Math.max(numFailedTests, bad),
      skipped: numPendingTests,
    };
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}

function read(file: string): string {
  return readFileSync(file, "utf8");
}

interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}
