import path from "node:path";
import { type Collection, companies, contacts, createSync } from "@interkit/jobs/sync";
import type { Connection } from "../connection/connection.ts";
import type { Cli } from "../program/cli.ts";
import { shortHash, statePath } from "../state/state-path.ts";
import { workspaceOf } from "../state/workspace.ts";
import { runSync, type SyncFlags, syncOptions } from "../sync/run-sync.ts";
import { naming } from "../work/flag-names.ts";
import { type ContactRowFlags, type RowFlags, rowOptions, rowsIn } from "./rows.ts";

/** The options of `interkit import contacts`. */
export interface ImportContactsFlags extends SyncFlags, ContactRowFlags {
  readonly removal?: "never" | "archive";
}

/** The options of `interkit import companies`. */
export interface ImportCompaniesFlags extends SyncFlags, RowFlags {}

/** Makes contacts those of a file. */
export async function importContacts(
  cli: Cli,
  file: string,
  flags: ImportContactsFlags,
): Promise<void> {
  const { matchBy, role, removal } = flags;
  const options = { ...rowOptions(flags), matchBy, role, removal };
  await importRows(cli, file, flags, {
    work: "import-contacts",
    collection: ({ intercom }) => contacts(intercom, options),
  });
}

/** Makes companies those of a file. */
export async function importCompanies(
  cli: Cli,
  file: string,
  flags: ImportCompaniesFlags,
): Promise<void> {
  const options = rowOptions(flags);
  await importRows(cli, file, flags, {
    work: "import-companies",
    collection: ({ intercom }) => companies(intercom, options),
  });
}

interface Import {
  readonly work: string;
  readonly collection: (connection: Connection) => Collection<object>;
}

async function importRows(
  cli: Cli,
  file: string,
  flags: SyncFlags & RowFlags,
  { work, collection }: Import,
): Promise<void> {
  const from = rowsIn(cli, file, flags);
  const connection = await cli.connect();
  const to = await naming(() => collection(connection));
  const state = await statePath(cli, {
    file: flags.state,
    workspace: await workspaceOf(connection, cli.signal),
    // The rows of another file have not left this one.
    work: `${work}-${shortHash(path.resolve(cli.terminal.cwd, file))}`,
  });
  const sync = createSync({ from, to, state, name: work, ...syncOptions(flags) });
  await runSync(cli, sync, flags);
}
