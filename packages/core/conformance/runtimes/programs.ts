import { execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { installNode } from "../../../../scripts/install-node.ts";
import { installTool } from "../../../../scripts/install-tool.ts";
import type { Complaints } from "./run-cases.ts";
import type { Runtime, Trial } from "./runtime.ts";

/** Marks the line with the verdict among whatever else is printed. */
const mark = "complaints: ";

export function node(major: number): Runtime {
  return program(`Node ${major}`, [], () => installNode(major));
}

/** Node, and `nodeFetch` with the connections of a version of undici. */
export function nodeWithUndici(major: number, version: number): Runtime {
  return program(`Node ${major} with undici ${version}`, [], async () => {
    const tool = `interkit-runtimes/undici-${version}`;
    return [await installNode(major), await installTool(tool, `undici@${version}`)];
  });
}

export const bun: Runtime = program("Bun", ["run"], async () => {
  const folder = path.join(
    await installTool("interkit-runtimes/bun", "bun@1"),
    "node_modules",
    "@oven",
  );
  return path.join(folder, await onlyFolderIn(folder), "bin", executable("bun"));
});

export const deno: Runtime = program(
  "Deno",
  ["run", "--quiet", "--no-prompt", "--allow-net"],
  async () => {
    const folder = path.join(
      await installTool("interkit-runtimes/deno", "deno@2"),
      "node_modules",
      "@deno",
    );
    return path.join(folder, await onlyFolderIn(folder), executable("deno"));
  },
);

/** A runtime that is a program, and runs a file; with a folder that has undici, the one for the pool. */
function program(
  name: string,
  flags: readonly string[],
  find: () => Promise<string | readonly [file: string, undici: string]>,
): Runtime {
  return {
    name,
    start: async () => {
      const [file, undici] = [await find()].flat() as [file: string, undici?: string];
      const { stdout } = await promisify(execFile)(file, ["--version"], { timeout: 30_000 });
      return {
        version: /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? stdout.trim(),
        runCases: (trial) => runCasesWith(file, flags, trial, undici),
        stop: async () => {},
      };
    },
  };
}

async function runCasesWith(
  file: string,
  flags: readonly string[],
  { serverUrl, modules }: Trial,
  undici: string | undefined,
) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interkit-runtime-"));
  try {
    await writeFile(path.join(folder, "run-cases.mjs"), undici ? modules.pool : modules.node);
    if (undici) {
      const target = path.join(undici, "node_modules");
      await symlink(target, path.join(folder, "node_modules"), "junction");
    }
    const main = path.join(folder, "main.mjs");
    await writeFile(
      main,
      `import { runCases } from "./run-cases.mjs";
      console.log(${JSON.stringify(mark)} + JSON.stringify(await runCases(${JSON.stringify(serverUrl)})));`,
    );
    return await complaintsOf(file, [...flags, main], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function complaintsOf(file: string, args: readonly string[], folder: string): Promise<Complaints> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: folder,
      env: { ...withoutProxy(), DENO_DIR: path.join(folder, "deno"), NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const limit = setTimeout(() => child.kill("SIGKILL"), 175_000);
    let mistakes = "";
    let complaints: Complaints | undefined;
    child.stderr.on("data", (chunk) => (mistakes += String(chunk)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith(mark)) complaints = JSON.parse(line.slice(mark.length)) as Complaints;
    });
    child.once("error", reject);
    // A client must not keep a program from ending, so that is waited for.
    child.once("close", (code, signal) => {
      clearTimeout(limit);
      if (complaints && code === 0) return resolve(complaints);
      reject(new Error(`it ended with ${signal ?? code}: ${mistakes.trim().slice(-500)}`));
    });
  });
}

/** The hostile server is on this machine, where no proxy reaches it. */
function withoutProxy(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name));
  return Object.fromEntries(kept);
}

const executable = (name: string) => (process.platform === "win32" ? `${name}.exe` : name);

/** npm installs what is for this machine alone. */
async function onlyFolderIn(folder: string): Promise<string> {
  const [first] = await readdir(folder);
  if (first === undefined) throw new Error("npm has none for this machine");
  return first;
}
