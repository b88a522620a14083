import { spawnSync } from "node:child_process";
import { CodemodError } from "./codemod-error.ts";

/**
 * Refuses a folder with changes that git has not stored: the codemod's own could not be undone alone.
 *
 * @throws {CodemodError} for such changes. A folder without git has none.
 */
export function refuseUncommitted(cwd: string): void {
  const { status, stdout } = spawnSync("git", ["status", "--porcelain", "--", "."], {
    cwd,
    encoding: "utf8",
  });
  const [first] = status === 0 ? stdout.split("\n") : [];
  if (first === undefined || first === "") return;
  throw new CodemodError(
    `git has uncommitted changes, such as ${first.slice(3)}: commit them first, or pass --force`,
  );
}
