import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";

/** The fields of a manifest that npm repeats in package-lock.json. */
const repeated = [
  "version",
  "dependencies",
  "devDependencies",
  "peerDependencies",
  "optionalDependencies",
  "engines",
] as const;

type Entry = { readonly [F in (typeof repeated)[number]]?: unknown };

interface Lockfile extends Entry {
  readonly packages: Readonly<Record<string, Entry>>;
}

interface Root extends Entry {
  readonly workspaces: readonly string[];
}

const fix = "run `npm install --package-lock-only`";

/** Where package-lock.json does not have what the manifests have, one line each; `npm ci` would refuse it. */
export function lockfileFaults(root: string): string[] {
  const manifest = read<Root>(root, "package.json");
  const lockfile = read<Lockfile>(root, "package-lock.json");
  const places = globSync(
    manifest.workspaces.map((place) => `${place}/package.json`),
    { cwd: root, ignore: ["**/node_modules/**"] },
  ).map(path.posix.dirname);
  const faults = ["", ...places.sort()].flatMap((place) =>
    differing(lockfile.packages[place], read<Entry>(root, path.join(place, "package.json"))).map(
      (field) =>
        `package-lock.json has another ${field} than ${path.posix.join(place, "package.json")}: ${fix}`,
    ),
  );
  if (lockfile.version !== manifest.version)
    faults.push(`package-lock.json has another version than package.json: ${fix}`);
  return [...new Set(faults)];
}

function differing(locked: Entry = {}, manifest: Entry): string[] {
  return repeated.filter((field) => ordered(locked[field]) !== ordered(manifest[field]));
}

/** npm sorts what it writes into the lockfile, and leaves out what is empty. */
function ordered(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "{}";
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort()));
}

function read<T>(root: string, file: string): T {
  return JSON.parse(readFileSync(path.join(root, file), "utf8")) as T;
}
