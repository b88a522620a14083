import { execFile } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Row } from "./matrix.ts";

const programs = path.join(import.meta.dirname, "programs");

/** The errors of a compiler, by the owner of the file. */
export interface Found {
  /** In the program, or in one of our packages. */
  readonly ours: readonly string[];
  /** In other packages: their declarations are checked too, and not all of them fit every project. */
  readonly others: readonly string[];
}

/** Settings that decide what a program can use, without its compiler. */
export type Settings = Omit<Row, "compiler">;

/**
 * Compiles the programs that fit a row, in a folder that has the packages, with all strict options:
 * `skipLibCheck` is off, so that every declaration is checked that the programs reach.
 */
export async function compileRow(
  folder: string,
  compiler: string,
  settings: Settings,
): Promise<Found> {
  const files = programsOf(settings).map((name) => `${name}.ts`);
  for (const file of files) copyFileSync(path.join(programs, file), path.join(folder, file));
  const { resolution, platform, exact } = settings;
  return compile(folder, compiler, {
    compilerOptions: {
      target: "es2022",
      module: resolution === "bundler" ? "esnext" : resolution,
      moduleResolution: resolution,
      lib: platform === "node" ? ["es2022"] : ["es2022", "dom", "dom.iterable"],
      types: platform === "browser" ? [] : ["node"],
      strict: true,
      exactOptionalPropertyTypes: exact,
      skipLibCheck: false,
      noEmit: true,
    },
    files,
  });
}

function programsOf({ platform, peers }: Settings): string[] {
  if (platform === "browser") return ["everywhere", "helpers"];
  return ["everywhere", "helpers", "jobs", peers === "all" ? "with-peers" : "without-peers"];
}

/** Compiles a project, which is written as a file of its own beside the others of the folder. */
export async function compile(folder: string, compiler: string, project: object): Promise<Found> {
  const text = JSON.stringify(project, undefined, 2);
  const file = `tsconfig.${Math.random().toString(36).slice(2)}.json`;
  writeFileSync(path.join(folder, file), text);
  const run = promisify(execFile)(process.execPath, [compiler, "-p", file, "--pretty", "false"], {
    cwd: folder,
    timeout: 300_000,
    maxBuffer: 2 ** 26,
  });
  const { stdout, ended } = await run.then(
    (done) => ({ stdout: done.stdout, ended: true }),
    (error: { stdout?: string; message: string; code?: unknown }) => ({
      // A compiler that found something ends with 1 or 2; one that broke has no code.
      stdout: error.stdout ?? "",
      ended: typeof error.code === "number" && /error TS/.test(error.stdout ?? ""),
    }),
  );
  if (!ended) return { ours: [`the compiler broke: ${stdout.slice(0, 300)}`], others: [] };
  const found = stdout.split(/\n(?!\s)/).filter((line) => line.includes("error TS"));
  const isOthers = (line: string) => /^(\.\.\/)*node_modules\/(?!@interkit\/)/.test(line);
  return { ours: found.filter((line) => !isOthers(line)), others: found.filter(isOthers) };
}
