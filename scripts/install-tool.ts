import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const cache = fileURLToPath(new URL("../node_modules/.cache", import.meta.url));

/** What runs npm, with the arguments given, in the folder of an installation. */
export type Npm = (...args: string[]) => Promise<string>;

/**
 * Installs something into a folder of its own under `node_modules/.cache`, unless exactly that is
 * there already, and returns the folder.
 *
 * A large tool that only checks the packages is no dependency of the repository. Install scripts are
 * not run: they would only copy a binary of another package.
 *
 * @param place the folder's name, such as `interkit-runtimes/bun`.
 * @param wanted what npm installs, such as `bun@1.3.0`.
 * @param then the work to do in the folder after npm has installed it.
 * @param overrides versions of its dependencies, for what names one that cannot be installed everywhere.
 */
export async function installTool(
  place: string,
  wanted: string,
  then?: (folder: string, npm: Npm) => Promise<void>,
  overrides: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = path.join(cache, place);
  const done = path.join(folder, "done");
  if (existsSync(done) && (await readFile(done, "utf8")).trim() === wanted) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true, overrides }));
  await installInto(folder, [wanted]);
  await then?.(folder, (...args) => npm([...args, ...quietly], folder));
  // Last of all: an installation that was interrupted is made again.
  await writeFile(done, `${wanted}\n`);
  return folder;
}

/** A package that requires another Node is installed too, and fails when it runs. Offline, npm fails soon. */
const quietly = [
  ...["--ignore-scripts", "--engine-strict=false", "--no-audit", "--no-fund", "--loglevel=error"],
  ...["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--prefer-offline"],
];

/** Installs packages, or files of packed ones, into a folder that has a manifest of its own. */
export async function installInto(folder: string, wanted: readonly string[]): Promise<void> {
  await npm(["install", "--prefix", folder, ...quietly, ...wanted], folder);
}

/**
 * The npm that is running us, so that one machine with two of them uses one.
 *
 * @param settings variables of its environment beside our own.
 */
export async function npm(
  args: readonly string[],
  cwd: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<string> {
  const running = process.env["npm_execpath"];
  // npm's variables for its scripts, such as the folder of a workspace, must not reach this npm.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_local|package|lifecycle)/.test(name),
    ),
  );
  const options = {
    cwd,
    env: { ...env, ...settings },
    timeout: 600_000,
    maxBuffer: 2 ** 26,
    shell: false,
  };
  const run = promisify(execFile);
  const { stdout } = running?.endsWith("npm-cli.js")
    ? await run(process.execPath, [running, ...args], options)
    : await run("npm", [...args], { ...options, shell: process.platform === "win32" });
  return stdout;
}

/** The output of npm or an installed program when it failed, instead of its command line. */
export function firstLine(error: unknown): string {
  const { message, stderr } = error as { message?: string; stderr?: string };
  return (stderr || message || String(error)).trim().split("\n", 1)[0] ?? "";
}
