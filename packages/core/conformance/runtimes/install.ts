import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const cache = fileURLToPath(
  new URL("../../../../node_modules/.cache/interkit-runtimes", import.meta.url),
);

/**
 * Installs a package into a folder of its own, unless it is there already, and gives that folder.
 *
 * Runtimes are large, so they are no dependencies of the repository. Their install scripts are not
 * run: what they would do is to copy a binary that another package brings.
 */
export async function installed(name: string, wanted: string): Promise<string> {
  const folder = path.join(cache, name);
  if (existsSync(path.join(folder, "done"))) return folder;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "package.json"), '{ "private": true }\n');
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await npm(["install", "--prefix", folder, ...options, wanted], folder);
  // Last of all: an installation that was interrupted is made again.
  await writeFile(path.join(folder, "done"), `${wanted}\n`);
  return folder;
}

/** The npm that is running us, so that one machine with two of them uses one. */
async function npm(args: readonly string[], cwd: string): Promise<void> {
  const running = process.env["npm_execpath"];
  // What npm says to its scripts, such as the folder of a workspace, is not meant for this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_local|package|lifecycle)/.test(name),
    ),
  );
  const options = { cwd, env, timeout: 180_000, shell: false };
  const run = promisify(execFile);
  if (running?.endsWith("npm-cli.js")) await run(process.execPath, [running, ...args], options);
  else await run("npm", [...args], { ...options, shell: process.platform === "win32" });
}
