import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { npm } from "../install-tool.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** A package as npm would publish it. */
export interface Packed {
  readonly name: string;
  /** Where it is in this repository. */
  readonly folder: string;
  readonly tarball: string;
  /** The paths of its files. */
  readonly files: readonly string[];
}

/** Packs every package that is published, from what has been built. */
export async function packAll(into: string): Promise<Packed[]> {
  mkdirSync(into, { recursive: true });
  const places = [
    "openapi",
    ...readdirSync(path.join(root, "packages")).map((p) => `packages/${p}`),
  ];
  const packed: Packed[] = [];
  for (const place of places) {
    const folder = path.join(root, place);
    const args = ["pack", "--json", "--ignore-scripts", "--loglevel=error"];
    const printed = await npm([...args, "--pack-destination", into], folder);
    const [{ name, filename, files }] = JSON.parse(printed) as [
      { name: string; filename: string; files: { path: string }[] },
    ];
    packed.push({
      name,
      folder,
      tarball: path.join(into, filename),
      files: files.map((file) => file.path),
    });
  }
  return packed;
}

/** What is missing from a tarball: its license, or a file that its README links to. */
export function missingFrom({ folder, files }: Packed): string[] {
  const readme = readFileSync(path.join(folder, "README.md"), "utf8");
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, link]) => link);
  const wanted = ["README.md", "LICENSE", ...links.map((link) => path.normalize(link ?? ""))];
  return [...new Set(wanted)].filter((file) => !files.includes(file));
}
