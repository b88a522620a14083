import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Program, Serving } from "./runtime.ts";

/** A program that runs a file. */
export interface Executable {
  readonly file: string;
  /** Its arguments: they end with the file to run, `main.mjs`. */
  readonly flags: readonly string[];
  /** A folder in which undici is installed, for the module of the pool. */
  readonly undici?: string | undefined;
}

/** Marks the line with the result among whatever else is printed. */
const mark = "result: ";
const limitMs = 595_000;

/** Runs a program to its end, and resolves to the result of its function `run`. */
export async function runProgram(
  executable: Executable,
  program: Program,
  argument: string,
): Promise<unknown> {
  const main = `import { run } from "./program.mjs";
    console.log(${JSON.stringify(mark)} + JSON.stringify(await run(${JSON.stringify(argument)})));`;
  const folder = await folderOf(executable, program, main);
  try {
    const child = startChild(executable, folder);
    const result = child.line(resultOf);
    // A client must not keep a program from ending, so that is waited for.
    await child.closed;
    if (child.process.exitCode === 0) return JSON.parse(await result);
    throw new Error(child.failure());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts a server in a process of its own. */
export async function serveProgram(
  executable: Executable,
  program: Program,
  server: string,
): Promise<Serving> {
  const main = `import app from "./program.mjs";
    const report = (url) => console.log(${JSON.stringify(mark)} + url);
    ${server}`;
  const folder = await folderOf(executable, program, main);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const { url, stop } = await servingOf(startChild(executable, folder), resultOf);
    return { url, stop: () => stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A server in a process, whose URL is in a line that it prints. */
export async function servingOf(
  child: Child,
  find: (line: string) => string | undefined,
): Promise<Serving> {
  const stop = async () => {
    child.process.kill("SIGKILL");
    await child.closed.catch(() => undefined);
  };
  try {
    return { url: await child.line(find), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const resultOf = (line: string) => (line.startsWith(mark) ? line.slice(mark.length) : undefined);

/** A process, and what it prints. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves when the process has ended, and rejects when it cannot start. */
  readonly closed: Promise<void>;
  /** The first line in which something is found. It rejects when the process ends without one. */
  line(find: (line: string) => string | undefined): Promise<string>;
  /** How it ended, and the end of what it wrote to its standard error. */
  failure(): string;
}

/** Starts a process that is ended after ten minutes. */
export function startChild(
  { file, flags }: Pick<Executable, "file" | "flags">,
  folder: string,
): Child {
  const child = spawn(file, flags, {
    cwd: folder,
    env: {
      ...withoutProxy(),
      NEXT_TELEMETRY_DISABLED: "1",
      DENO_DIR: path.join(folder, "deno"),
      NO_COLOR: "1",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const limit = setTimeout(() => child.kill("SIGKILL"), limitMs);
  let mistakes = "";
  child.stderr.on("data", (chunk) => {
    mistakes += String(chunk);
  });
  const lines = createInterface({ input: child.stdout });
  const failure = () =>
    `it ended with ${child.signalCode ?? child.exitCode}: ${mistakes.trim().slice(-500)}`;
  const closed = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve());
  }).finally(() => clearTimeout(limit));
  const line = (find: (line: string) => string | undefined) => {
    const found = new Promise<string>((resolve, reject) => {
      lines.on("line", (text) => {
        const result = find(text);
        if (result !== undefined) resolve(result);
      });
      closed.then(() => reject(new Error(failure())), reject);
    });
    // Who waits for the end of the process first hears of a failure there.
    found.catch(() => undefined);
    return found;
  };
  return { process: child, closed, line, failure };
}

/** Writes a program and its main file, `main.mjs`, into a new folder. */
async function folderOf({ undici }: Executable, program: Program, main: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "interkit-runtime-"));
  const module = undici === undefined ? program.node : (program.pool ?? program.node);
  await writeFile(path.join(folder, "program.mjs"), module);
  await writeFile(path.join(folder, "main.mjs"), main);
  if (undici !== undefined) {
    const installed = path.join(undici, "node_modules");
    await symlink(installed, path.join(folder, "node_modules"), "junction");
  }
  return folder;
}

/** The servers of the tests are on this machine, where no proxy reaches them. */
function withoutProxy(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name));
  return Object.fromEntries(kept);
}
