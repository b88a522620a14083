import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A change of the source that was tried. */
export interface Mutant {
  /** From the root of the repository. */
  readonly file: string;
  readonly line: number;
  /** The text that was replaced, on one line. */
  readonly code: string;
  readonly becomes: string;
  readonly status: string;
  /** Where it is, in the form that Stryker takes. */
  readonly range: string;
}

export function isSurvivor({ status }: Mutant): boolean {
  return status === "Survived" || status === "NoCoverage";
}

interface Place {
  readonly line: number;
  readonly column: number;
}
interface Report {
  readonly files: Record<
    string,
    {
      readonly source: string;
      readonly mutants: readonly {
        readonly replacement: string;
        readonly status: string;
        readonly location: { readonly start: Place; readonly end: Place };
      }[];
    }
  >;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const bin = createRequire(import.meta.url).resolve("@stryker-mutator/core/package.json");

/**
 * Runs Stryker in a package's folder, whose files it changes during the run and restores at the end.
 * With `runs`, a property is tried with at most that many examples.
 */
export async function mutants(
  inPackage: string,
  mutate: readonly string[],
  tests: readonly string[],
  concurrency: number,
  runs?: number,
): Promise<Mutant[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "mutation-"));
  try {
    const file = path.join(folder, "report.json");
    const config = path.join(folder, "stryker.config.json");
    await writeFile(config, JSON.stringify(settings(mutate, file, concurrency)));
    await run(path.join(root, "packages", inPackage), config, tests, runs);
    return listed(inPackage, JSON.parse(await readFile(file, "utf8")) as Report);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function settings(mutate: readonly string[], report: string, concurrency: number) {
  return {
    testRunner: "vitest",
    vitest: { configFile: "../../scripts/mutation/vitest.config.ts", related: false },
    // A copy of one package would lack its neighbours.
    inPlace: true,
    coverageAnalysis: "perTest",
    mutate,
    concurrency,
    // A machine that does other work as well must not make a slow test look like an endless loop.
    timeoutMS: 10_000,
    reporters: ["progress-append-only", "json"],
    jsonReporter: { fileName: report },
    allowConsoleColors: false,
  };
}

function run(cwd: string, config: string, tests: readonly string[], runs?: number): Promise<void> {
  const command = path.join(path.dirname(bin), "bin", "stryker.js");
  const few = runs === undefined ? {} : { MUTATION_RUNS: String(runs) };
  const env = { ...process.env, MUTATION_TESTS: tests.join(";"), ...few };
  const child = spawn(process.execPath, [command, "run", config], { cwd, env, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      if (status === 0) resolve();
      else reject(new Error(`Stryker ended with ${status} in ${cwd}`));
    });
  });
}

function listed(inPackage: string, { files }: Report): Mutant[] {
  return Object.entries(files).flatMap(([name, { source, mutants: all }]) =>
    all.map(({ replacement, status, location: { start, end } }) => ({
      file: `packages/${inPackage}/${name}`,
      line: start.line,
      code: oneLine(between(source, start, end)),
      becomes: oneLine(replacement),
      status,
      range: `${name}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`,
    })),
  );
}

function between(source: string, start: Place, end: Place): string {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  const last = lines.pop() ?? "";
  return [...lines, last.slice(0, end.column - 1)].join("\n").slice(start.column - 1);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
