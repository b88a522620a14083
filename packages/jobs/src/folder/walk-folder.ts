import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { ConfigError } from "@interkit/client";
import { isPage } from "./page-paths.ts";

/** Which files and folders of a folder are read, by their paths below it. */
export interface Selection {
  isIncluded(path: string): boolean;
  isExcluded(path: string): boolean;
}

/** A folder on the way: its path below the first one, and the real paths of the folders that it is in. */
interface Place {
  readonly path: string;
  readonly chain: readonly string[];
}

/**
 * The paths of the pages below a folder, with `/` on every system, sorted. Names that begin with a dot and
 * `node_modules` are left out. Symbolic links are followed.
 *
 * @throws {ConfigError} for a folder that cannot be read, a link that leads nowhere, and one that leads back: what
 * could not be read would pass for removed.
 */
export async function walkFolder(folder: string, selection: Selection): Promise<string[]> {
  const real = await checked(folder, realpath(folder));
  const pages: string[] = [];
  const places: Place[] = [{ path: "", chain: [real] }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const at = path.join(folder, place.path);
    for (const entry of await checked(at, readdir(at, { withFileTypes: true }))) {
      const { name } = entry;
      if (name.startsWith(".") || name === "node_modules") continue;
      const below = place.path === "" ? name : `${place.path}/${name}`;
      if (selection.isExcluded(below)) continue;
      const inner = await folderAt(folder, below, place, entry);
      if (inner !== undefined) places.push(inner);
      else if (isPage(below) && selection.isIncluded(below)) pages.push(below);
    }
  }
  return pages.sort();
}

/** The place of an entry that is a folder, or a link to one. */
async function folderAt(
  folder: string,
  below: string,
  { chain }: Place,
  entry: Dirent,
): Promise<Place | undefined> {
  const file = path.join(folder, below);
  const isLink = entry.isSymbolicLink();
  const isFolder = isLink ? (await checked(file, stat(file))).isDirectory() : entry.isDirectory();
  if (!isFolder) return undefined;
  const real = isLink
    ? await checked(file, realpath(file))
    : path.join(chain.at(-1) ?? "", entry.name);
  if (!chain.includes(real)) return { path: below, chain: [...chain, real] };
  throw new ConfigError(
    `pagesIn: ${file} leads back to ${real}, which it is in; leave the link out with "exclude"`,
  );
}

const reasons: ReadonlyMap<unknown, string> = new Map([
  ["ENOENT", "does not exist, or is a link that leads nowhere"],
  ["ENOTDIR", "is no folder"],
  ["EACCES", "may not be read by this process"],
  ["EPERM", "may not be read by this process"],
  ["ELOOP", "is a link that leads back to itself"],
]);

async function checked<T>(file: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const reason = reasons.get(code) ?? `cannot be read: ${message}`;
    throw new ConfigError(`pagesIn: ${file} ${reason}`, { cause });
  }
}
