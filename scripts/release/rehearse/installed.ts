import { execFile } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { blocksOfDocument, isTypeScript } from "../../docs/blocks.ts";
import type { Packed } from "../../packed/packages.ts";
import type { Manager } from "./managers.ts";
import { Failure } from "./steps.ts";

/** Where an installation is not what was packed: another checksum in the lockfile, or another file. */
export function installedFaults(
  { name: manager, lockedIntegrity }: Manager,
  project: string,
  packed: readonly Packed[],
): string[] {
  return packed.flatMap(({ name, version, folder, files, integrity }) => {
    const locked = lockedIntegrity?.(project, name, version);
    if (lockedIntegrity !== undefined && locked !== integrity)
      return [`${manager} locks ${name} as ${locked}, and its tarball is ${integrity}`];
    const other = otherFile(folder, path.join(project, "node_modules", name), files);
    return other === undefined ? [] : [`${manager} installs another ${other} of ${name}`];
  });
}

/** Where a later build of the same sources is not what has been installed, but for the version in it. */
export function rebuiltFaults(project: string, packed: readonly Packed[]): string[] {
  return packed.flatMap(({ name, folder, files }) => {
    const built = files.filter((file) => !/^(package\.json|CHANGELOG\.md)$/.test(file));
    const other = otherFile(folder, path.join(project, "node_modules", name), built);
    return other === undefined ? [] : [`${other} of ${name} is different in every build`];
  });
}

function otherFile(one: string, two: string, files: readonly string[]): string | undefined {
  return files.find((file) => !isSame(path.join(one, file), path.join(two, file)));
}

function isSame(packed: string, installed: string): boolean {
  return existsSync(installed) && readFileSync(packed).equals(readFileSync(installed));
}

/** Runs the first program of the README in a project; a sandbox of the project answers it as Intercom. */
export async function runFirstProgram(project: string): Promise<string> {
  const [first] = blocksOfDocument("README.md").filter(isTypeScript);
  if (first === undefined) throw new Failure("README.md has no program: write the first example");
  writeFileSync(path.join(project, "first.mts"), first.code);
  const sandbox = path.resolve(import.meta.dirname, "../../docs/sandbox-as-intercom.ts");
  copyFileSync(sandbox, path.join(project, "sandbox-as-intercom.mts"));
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const args = ["--import", tsx, "--import", "./sandbox-as-intercom.mts", "first.mts"];
  const env = { PATH: process.env["PATH"], INTERCOM_TOKEN: "test-token" };
  const options = { cwd: project, env, timeout: 180_000 };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options).catch(
    (error: { stdout?: string; stderr?: string }) => ({ stdout: "", stderr: error.stderr ?? "" }),
  );
  if (stderr !== "" || !stdout.includes("Ada Lovelace")) {
    const line = /^.*Error: .*$/m.exec(stderr)?.[0] ?? JSON.stringify(stdout + stderr);
    throw new Failure(`README.md's first program does not run as installed: ${line}`);
  }
  return stdout.trim();
}
