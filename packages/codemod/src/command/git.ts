import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import path from "node:path";
import { CodemodError } from "./codemod-error.ts";
import { nameOf } from "./report.ts";

/**
 * Refuses files in a repository with changes that git has not stored, or in none: the codemod's own changes could not
 * be undone alone.
 *
 * @throws {CodemodError} for such changes, for a file outside of git, and where git fails.
 */
export function refuseUncommitted(files: readonly string[], cwd: string): void {
  const folders = new Map(files.map((file) => [path.dirname(realpathSync(file)), file]));
  const repositories = new Set<string>();
  for (const [folder, file] of folders) {
    const root = git(folder, "rev-parse", "--show-toplevel");
    if (root === undefined) {
      throw new CodemodError(
        `${nameOf(cwd, file)} is in no git repository, where changes can be undone: pass --force to change it`,
      );
    }
    repositories.add(root.trimEnd());
  }
  for (const root of repositories) {
    const [first = ""] = git(root, "status", "--porcelain")?.split("\n") ?? [];
    if (first === "") continue;
    const changed = nameOf(realpathSync(cwd), path.join(root, first.slice(3)));
    throw new CodemodError(
      `git has uncommitted changes, such as ${changed}: commit them first, or pass --force`,
    );
  }
}

/** What git prints; nothing for a folder outside of a repository. */
function git(folder: string, ...args: readonly string[]): string | undefined {
  const { error, status, stdout, stderr } = spawnSync("git", args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C" },
  });
  if (status === 0) return stdout;
  if (stderr?.includes("not a git repository")) return undefined;
  const [reason = ""] = (error?.message ?? stderr).trim().split("\n");
  throw new CodemodError(
    `git cannot state whether all changes are committed (${reason}): repair it, or pass --force`,
  );
}
