import { execFileSync } from "node:child_process";
import path from "node:path";

/** The package whose tags name the releases: all packages have one version. */
export const released = "@interkit/openapi";

/** Whether a name is a ref of the repository. */
export function isRef(name: string, root: string): boolean {
  if (name.startsWith("-")) return false;
  try {
    git(root, "rev-parse", "--verify", "--quiet", `${name}^{commit}`);
    return true;
  } catch {
    return false;
  }
}

/** Writes the folder `openapi` of a ref into another folder. */
export function extractDescription(ref: string, root: string, folder: string): void {
  const archive = path.join(folder, "description.tar");
  try {
    git(root, "archive", "--format=tar", `--output=${archive}`, ref, "openapi");
  } catch {
    return;
  }
  execFileSync("tar", ["-xf", archive, "-C", folder]);
}

/** The tag of the last release, or `undefined` where nothing has been released. */
export function lastRelease(root: string): string | undefined {
  const tags = git(root, "tag", "--list", `${released}@*`, "--sort=-version:refname");
  return tags.split("\n").find((tag) => /@\d+\.\d+\.\d+$/.test(tag));
}

function git(root: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-C", root, ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}
