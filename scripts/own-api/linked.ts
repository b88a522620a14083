import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The manifests of a repository, by their folders. */
export function manifestsIn(folder: string): Map<string, Manifest> {
  const files = globSync(["package.json", "{openapi,packages/*}/package.json"], { cwd: folder });
  return new Map(
    files.map((file) => [
      path.dirname(file),
      JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Manifest,
    ]),
  );
}

/** The dependencies of some manifests with their versions, without the packages themselves. */
export function dependenciesOf(manifests: Iterable<Manifest>): Map<string, string> {
  const all = [...manifests];
  const own = new Set(all.map(({ name }) => name));
  const named = all.flatMap(({ dependencies, devDependencies }) =>
    Object.entries({ ...dependencies, ...devDependencies }),
  );
  return new Map(named.filter(([name]) => !own.has(name)));
}

/** Does what `npm install` does in a new repository, with the packages that another one has installed. */
export function link(folder: string, installed: string): void {
  const manifests = manifestsIn(folder);
  const modules = path.join(folder, "node_modules");
  const add = (name: string, target: string) => {
    mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
    symlinkSync(target, path.join(modules, name), "junction");
  };
  for (const name of dependenciesOf(manifests.values()).keys()) {
    add(name, path.join(installed, "node_modules", name));
  }
  for (const [own, { name }] of manifests) {
    if (own !== ".") add(name, path.join(folder, own));
  }
  const lock = "node_modules/.package-lock.json";
  copyFileSync(path.join(installed, lock), path.join(folder, lock));
}

/** The end of a program: its exit code, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a program of Node in a folder. */
export function runNode(folder: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(process.execPath, args, { cwd: folder, env });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** The arguments of Node in a script of a manifest, such as `node --import tsx program.ts`. */
export function scriptOf(folder: string, name: string): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const [command, ...args] = (scripts[name] ?? "").split(" ");
  if (command === "node") return args;
  if (command === "tsc") return [path.join(folder, "node_modules/typescript/bin/tsc"), ...args];
  throw new Error(`the script ${name} is neither of node nor of tsc: ${scripts[name]}`);
}
