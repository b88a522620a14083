import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";

/** A package whose declarations are published. */
export interface Package {
  /** `"@interkit/core"`. */
  readonly name: string;
  readonly folder: string;
  /** Entry points written by hand. */
  readonly entries: readonly Entry[];
  /** Generated entry points: one for each API version, oldest first. */
  readonly versions: readonly Entry[];
  /** Generated entry points of the resources of a version, which a pattern exports: `./2.16/*`. */
  readonly resources: readonly Entry[];
}

/** A module that can be imported from a package. */
export interface Entry {
  /** `"@interkit/core/node"`. */
  readonly name: string;
  /** `"node"`, `"2.16"`, or `"index"` for the package itself; of a resource, its version. */
  readonly place: string;
  /** `"contacts"`, for a resource of a version. */
  readonly resource?: string;
  /** The built declarations. */
  readonly file: string;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string | { readonly types?: string }>>;
}

/** The declarations of a package that is not built, or not whole, cannot be reported. */
export class MissingDeclarationsError extends Error {}

/**
 * The packages of a repository that export declarations. One that exports JSON alone, such as
 * `@interkit/openapi`, is left out.
 *
 * @throws {MissingDeclarationsError} when an entry point has not been built.
 */
export function packagesIn(root: string): Package[] {
  return globSync(["openapi/package.json", "packages/*/package.json"], { cwd: root })
    .sort()
    .map((manifest) => readPackage(path.join(root, manifest)))
    .filter(({ entries, versions }) => entries.length + versions.length > 0);
}

function readPackage(file: string): Package {
  const folder = path.dirname(file);
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  const { name, exports = {} } = manifest;
  const all = manifest.private ? [] : Object.entries(exports);
  const found = all.flatMap(([key, target]): Entry[] => {
    const types = typeof target === "string" ? undefined : target.types;
    if (types === undefined) return [];
    const entry = { name: key.replace(/^\./, name), file: path.join(folder, types) };
    const place = key === "." ? "index" : key.slice(2);
    if (key.endsWith("/*")) return resourcesOf({ ...entry, place: place.slice(0, -2) });
    if (!existsSync(entry.file)) throw missing(entry);
    return [{ ...entry, place }];
  });
  const entries = found.filter((entry) => entry.resource === undefined);
  return {
    name,
    folder,
    entries: entries.filter((entry) => !isGenerated(entry.file)),
    versions: entries.filter((entry) => isGenerated(entry.file)),
    resources: found.filter((entry) => entry.resource !== undefined),
  };
}

/** The modules that a pattern stands for. */
function resourcesOf(pattern: Entry): Entry[] {
  const [before = "", after = ""] = pattern.file.split("*");
  const files = globSync(`*${after}`, { cwd: before, absolute: true }).sort();
  if (files.length === 0) throw missing(pattern);
  return files.map((file) => {
    const resource = path.basename(file, after);
    return { ...pattern, name: pattern.name.replace("*", resource), file, resource };
  });
}

function missing({ name, file }: Pick<Entry, "name" | "file">): MissingDeclarationsError {
  return new MissingDeclarationsError(`${name} has no ${file}: build it first`);
}

/** Whether a file was made by the generator. */
export function isGenerated(file: string): boolean {
  return file.split(/[\\/]/).includes("generated");
}
