import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import path from "node:path";
import { resolvePath } from "../arguments/path.ts";
import type { Cli } from "../program/cli.ts";
import { stateFolder } from "./state-folder.ts";

/** Where a command keeps how far its work has come. */
export interface StateOptions {
  /** The file that `--state` names. */
  readonly file: string | undefined;
  /** The workspace, as `workspaceOf` returns it. */
  readonly workspace: string;
  /** Names the work, such as `backfill-contacts`. */
  readonly work: string;
}

/** The path of a state file: each work of each workspace has its own. Its folder is created. */
export async function statePath(
  { terminal: { env, cwd } }: Pick<Cli, "terminal">,
  { file, workspace, work }: StateOptions,
): Promise<string> {
  const chosen =
    file === undefined
      ? path.join(stateFolder(env), workspace, `${work}.db`)
      : resolvePath(cwd, "--state", file);
  // The state has data of people: others on this machine cannot read it.
  await mkdir(path.dirname(chosen), { recursive: true, mode: 0o700 });
  if (file !== undefined) await createPrivate(chosen);
  return chosen;
}

/** SQLite gives its other files the rights of this one. A path that cannot be opened is refused with the database. */
async function createPrivate(file: string): Promise<void> {
  const handle = await open(file, "ax", 0o600).catch(() => undefined);
  await handle?.close();
}

/** A name for work that has a path or an address, such as the file of an export. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
