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
}

/** A module that can be imported from a package. */
export interface Entry {
  /** `"@interkit/core/node"`. */
  readonly name: string;
  /** `"node"`, `"2.16"`, or `"index"` for the package itself. */
  readonly place: string;
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
  const entries = all.flatMap(([key, target]): Entry[] => {
    const types = typeof target === "string" ? undefined : target.types;
    // A pattern stands for the resources of a version, whose methods the module of the version has too.
    if (types === undefined || key.includes("*")) return [];
    const entry = { name: key.replace(/^\./, name), file: path.join(folder, types) };
    if (!existsSync(entry.file)) {
      throw new MissingDeclarationsError(`${entry.name} has no ${entry.file}: build it first`);
    }
    return [{ ...entry, place: key === "." ? "index" : key.slice(2) }];
  });
  return {
    name,
    folder,
    entries: entries.filter((entry) => !isGenerated(entry.file)),
    versions: entries.filter((entry) => isGenerated(entry.file)),
  };
}

/** Whether a file was made by the generator. */
export function isGenerated(file: string): boolean {
  return file.split(/[\\/]/).includes("generated");
}
