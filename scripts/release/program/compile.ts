import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { installTool } from "../../install-tool.ts";

/** A line that the compiler objects to. */
export interface Complaint {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const options = {
  target: "es2023",
  lib: ["es2023", "dom"],
  module: "esnext",
  moduleResolution: "bundler",
  types: [],
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
};

/** Compiles files, given by name, and returns what the compiler says of each line. */
export async function compile(files: ReadonlyMap<string, string>, compiler: string) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interkit-program-"));
  try {
    const project = { compilerOptions: options, files: [...files.keys()] };
    const all = [...files, ["tsconfig.json", JSON.stringify(project)] as const];
    await Promise.all(all.map(([name, text]) => writeFile(path.join(folder, name), text)));
    return complaintsIn(await run(compiler, folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let installed: Promise<string> | undefined;

/** TypeScript 7, which is four times as fast; the repository's own where it cannot be installed. */
export function fastestCompiler(): Promise<string> {
  installed ??= installTool("interkit-compilers/7.0.2", "typescript@7.0.2").then(
    (folder) => path.join(folder, "node_modules/typescript/bin/tsc"),
    () => createRequire(import.meta.url).resolve("typescript/bin/tsc"),
  );
  return installed;
}

async function run(compiler: string, cwd: string): Promise<string> {
  const args = [compiler, "-p", "tsconfig.json", "--pretty", "false"];
  const settings = { cwd, timeout: 300_000, maxBuffer: 2 ** 28 };
  try {
    return (await promisify(execFile)(process.execPath, args, settings)).stdout;
  } catch (error) {
    const { stdout = "", code, message } = error as Error & { stdout?: string; code?: unknown };
    // A compiler that found something ends with 1 or 2; one that broke has no code.
    if (typeof code === "number" && stdout.includes("error TS")) return stdout;
    throw new Error(`the TypeScript compiler failed: ${stdout || message}`.slice(0, 500));
  }
}

/** The complaints, each as one line: the details below the first line are left out. */
function complaintsIn(output: string): Complaint[] {
  // A mistake in the project has no line, and nothing was checked.
  const mistake = /^error TS\d+: (.*)$/m.exec(output);
  if (mistake) throw new Error(`the TypeScript compiler failed: ${mistake[1]}`);
  return output.split("\n").flatMap((text) => {
    const match = /^(.+?)\((\d+),\d+\): error TS\d+: (.*)$/.exec(text.trimEnd());
    if (!match) return [];
    const [, file = "", line, message = ""] = match;
    return [{ file: path.basename(file), line: Number(line), message: message.slice(0, 300) }];
  });
}
