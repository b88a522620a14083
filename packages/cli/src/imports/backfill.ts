import path from "node:path";
import { upsertContact } from "@interkit/client/helpers/upsert-contact";
import {
  defineJob,
  type FailedItem,
  failedItems,
  type JobDefinition,
  type JobSummary,
} from "@interkit/jobs";
import { contacts } from "@interkit/jobs/sync";
import type { Connection } from "../connection/connection.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";
import { shortHash, statePath } from "../state/state-path.ts";
import { workspaceOf } from "../state/workspace.ts";
import { naming, withFlagNames } from "../work/flag-names.ts";
import { count, printResult } from "../work/print.ts";
import { replayWork, runWork } from "../work/run-work.ts";
import { type ContactRowFlags, rowOptions, rowsIn } from "./rows.ts";

/** The options of `interkit backfill contacts`. */
export interface BackfillFlags extends ContactRowFlags {
  readonly dryRun?: boolean;
  readonly restart?: boolean;
  readonly retryFailed?: boolean;
  readonly state?: string;
}

/** Sends each row of a file as a contact, however many there are. */
export async function backfillContacts(
  cli: Cli,
  file: string,
  flags: BackfillFlags,
): Promise<void> {
  const from = rowsIn(cli, file, flags);
  const connection = await cli.connect();
  const state = await statePath(cli, {
    file: flags.state,
    workspace: await workspaceOf(connection, cli.signal),
    work: `backfill-contacts-${shortHash(path.resolve(cli.terminal.cwd, file))}`,
  });
  const { toFields, keyOf } = await openRows(cli, connection, flags);
  await naming(() => checkFirst(from, toFields));
  const job = defineJob<object>({
    name: "backfill contacts",
    source: from,
    key: keyOf,
    step: (row, { call }) =>
      upsertContact(connection.intercom, toFields(row), { ...call, first: "create" }),
    plan: toFields,
  });
  const work = { state, label: "contacts", dryRun: flags.dryRun ?? false };
  const summary = flags.retryFailed
    ? await replayWork(cli, job, work)
    : await runWork(cli, job, { ...work, restart: flags.restart ?? false });
  await report(cli, summary, flags.dryRun ? [] : await failedOf(job, state), flags);
}

type ContactFields = Parameters<Connection["intercom"]["contacts"]["create"]>[0];

/** What converts rows as `interkit import` does, by the types that Intercom has defined. */
async function openRows(cli: Cli, { intercom }: Connection, flags: BackfillFlags) {
  const { matchBy, role } = flags;
  const rows = await naming(() => contacts(intercom, { ...rowOptions(flags), matchBy, role }));
  const open = await rows.open({
    call: { signal: cli.signal, priority: "bulk" },
    notice: (message) => cli.output.note(message),
  });
  const toFields = (row: object): ContactFields => {
    const {
      key,
      title,
      fields: { email, ...fields },
    } = rows.toObject(row);
    // A plan remembers emails, and a backfill has too many of them.
    const converted = open.convert?.({ key, title, fields })?.fields ?? fields;
    return { ...converted, ...(email === undefined ? undefined : { email }) } as ContactFields;
  };
  const keyOf = (row: object): string | undefined => {
    try {
      return rows.toObject(row).key;
    } catch {
      // The step reports the reason.
      return undefined;
    }
  };
  return { toFields, keyOf };
}

/** A column that no contact has is a mistake of the file, and not one of each row. */
async function checkFirst(
  from: JobDefinition<object>["source"],
  toFields: (row: object) => unknown,
): Promise<void> {
  const signal = new AbortController().signal;
  for await (const { items } of from.read({ mark: undefined, signal, notice: () => undefined })) {
    for (const row of items.slice(0, 1)) toFields(row);
    return;
  }
}

async function failedOf(job: { readonly name: string }, state: string): Promise<FailedItem[]> {
  const failed: FailedItem[] = [];
  for await (const item of failedItems(job, { state })) failed.push(item);
  return failed;
}

const mostFailed = 10;

async function report(
  cli: Cli,
  { counts }: JobSummary,
  failed: readonly FailedItem[],
  { dryRun = false }: BackfillFlags,
): Promise<void> {
  const reasons = failed.map(({ key, reason }) => ({ key, reason: withFlagNames(reason) }));
  const text = dryRun
    ? `${count(counts.done)} contacts would be sent, ${count(counts.failed)} cannot be`
    : `${count(counts.done)} contacts were sent, ${count(failed.length)} failed`;
  await printResult(cli, { dryRun, sent: counts.done, failed: reasons }, [text]);
  for (const { key, reason } of reasons.slice(0, mostFailed)) cli.output.note(`${key}: ${reason}`);
  if (dryRun ? counts.failed > 0 : failed.length > 0) cli.exitWith(exitCodes.failed);
  if (failed.length === 0) return;
  const more = failed.length - mostFailed;
  if (more > 0) cli.output.note(`and ${count(more)} more; --json prints all`);
  cli.output.note("--retry-failed sends them again");
}
