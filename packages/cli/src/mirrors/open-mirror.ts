import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { createMirror, fileTarget, type Mirror, type MirrorStream } from "@interkit/jobs/sync";
import { resolvePath } from "../arguments/path.ts";
import { checkOperation } from "../connection/check-operation.ts";
import type { Connection } from "../connection/connection.ts";
import { keyedClient } from "../connection/keyed.ts";
import { CliError } from "../errors/cli-error.ts";
import type { Cli } from "../program/cli.ts";
import { workspaceOf } from "../state/workspace.ts";
import { naming } from "../work/flag-names.ts";

/** The options of every command on a copy. */
export interface MirrorFlags {
  readonly to: string;
  readonly streams?: readonly string[];
}

const streamNames: readonly MirrorStream[] = ["contacts", "companies", "conversations", "tickets"];

/**
 * Opens the copy in a folder. How far it has come is in the same folder, so that a copy and its state cannot be
 * separated, and the copy of another workspace is refused.
 *
 * @param mustExist Whether a folder without a copy is an error.
 * @throws {CliError} for streams that do not exist.
 */
export async function openMirror(
  cli: Cli,
  { to, streams }: MirrorFlags,
  mustExist: boolean,
): Promise<Mirror> {
  const chosen = streams?.map(checkStream);
  const folder = resolvePath(cli.terminal.cwd, "--to", to);
  const state = path.join(folder, "mirror.db");
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw new CliError(`${to} is no folder; give the path of a folder, which may be new`);
  }
  if (mustExist && !existsSync(state)) {
    throw new CliError(`${to} has no copy; make one by \`interkit mirror --to ${to}\``);
  }
  const connection = await cli.connect();
  const available = chosen ?? (await streamsOf(connection));
  for (const stream of available) {
    await checkOperation(connection, operations[stream], `list ${stream}`);
  }
  const workspace = await workspaceOf(connection, cli.signal);
  const intercom = await keyedClient(connection, workspace);
  // A copy has data of people: others on this machine cannot read it.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return naming(() =>
    createMirror(intercom, { target: fileTarget(folder), state, streams: available }),
  );
}

/** What each stream is listed by. */
const operations: Readonly<Record<MirrorStream, string>> = {
  contacts: "contacts.search",
  companies: "companies.scroll",
  conversations: "conversations.search",
  tickets: "tickets.search",
};

/** All streams of the API version: the first ones have no tickets. */
async function streamsOf({ catalog }: Connection): Promise<MirrorStream[]> {
  const ids = new Set((await catalog()).operations.map(({ id }) => id));
  return streamNames.filter((stream) => ids.has(operations[stream]));
}

function checkStream(name: string): MirrorStream {
  const stream = streamNames.find((one) => one === name);
  if (stream !== undefined) return stream;
  throw new CliError(`there is no stream "${name}"; --streams takes ${streamNames.join(", ")}`);
}
