import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { npm } from "../install-tool.ts";
import { mapFaults } from "./source-maps.ts";

const repository = path.resolve(import.meta.dirname, "../..");

/** A package as npm would publish it. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  /** Where it is in the repository. */
  readonly folder: string;
  readonly tarball: string;
  /** The checksum of the tarball, as npm writes it into lockfiles. */
  readonly integrity: string;
  /** The paths of its files. */
  readonly files: readonly string[];
}

/** The folders of all packages that are published, from the root of the repository. */
export function publishedPlaces(root: string = repository): string[] {
  return ["openapi", ...readdirSync(path.join(root, "packages")).map((name) => `packages/${name}`)];
}

/** Packs every package that is published, from what has been built. */
export async function packAll(into: string, root: string = repository): Promise<Packed[]> {
  mkdirSync(into, { recursive: true });
  const packed: Packed[] = [];
  for (const place of publishedPlaces(root)) {
    const folder = path.join(root, place);
    const args = ["pack", "--json", "--ignore-scripts", "--loglevel=error"];
    const printed = await npm([...args, "--pack-destination", into], folder);
    const [{ filename, files, ...rest }] = JSON.parse(printed) as [
      { name: string; version: string; integrity: string } & {
        filename: string;
        files: { path: string }[];
      },
    ];
    const { name, version, integrity } = rest;
    const tarball = path.join(into, filename);
    packed.push({ name, version, folder, tarball, integrity, files: files.map((f) => f.path) });
  }
  return packed;
}

/** What is wrong with the files of a tarball, one line each. */
export function tarballFaults(packed: Packed): string[] {
  return [...missingFrom(packed).map((file) => `has no ${file}`), ...mapFaults(packed)];
}

/** What is missing from a tarball: a file that every package has, or one that its README links to. */
function missingFrom({ folder, files, version }: Packed): string[] {
  const readme = readFileSync(path.join(folder, "README.md"), "utf8");
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link);
  // The first version that changesets makes is the first to have a changelog.
  const changelog = version === "0.0.0" ? [] : ["CHANGELOG.md"];
  const linked = links.map((link) => path.normalize(link ?? ""));
  const wanted = ["README.md", "LICENSE", ...changelog, ...linked];
  return [...new Set(wanted)].filter((file) => !files.includes(file));
}
