import { rm } from "node:fs/promises";
import { failedItems, type JobSummary } from "@interkit/jobs";
import { checkOperation } from "../connection/check-operation.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";
import { shortHash, statePath } from "../state/state-path.ts";
import { workspaceOf } from "../state/workspace.ts";
import { count, printResult } from "../work/print.ts";
import { runWork } from "../work/run-work.ts";
import { withAttributeTypes } from "./choose-columns.ts";
import { exportJob } from "./job.ts";
import type { ExportKind } from "./kinds.ts";
import { type ExportFlags, type ExportPlan, planExport } from "./plan.ts";

/** Runs `interkit export`. */
export async function runExport(cli: Cli, kind: ExportKind, flags: ExportFlags): Promise<void> {
  const plan = planExport(kind, flags, cli.terminal.cwd);
  const connection = await cli.connect();
  const { intercom } = connection;
  const needed = kind === "companies" ? "companies.scroll" : `${kind}.search`;
  await checkOperation(connection, needed, `list ${kind}`);
  const state = await statePath(cli, {
    file: flags.state,
    workspace: await workspaceOf(connection, cli.signal),
    work: `export-${shortHash(plan.file)}`,
  });
  const columns = await withAttributeTypes(plan.rows, plan.columns, intercom, cli.signal);
  const job = exportJob(plan, columns, intercom);
  const summary = await runWork(cli, job, {
    ...{ state, label: kind, restart: plan.isRestarted },
  });
  const failed: { key: string; reason: string }[] = [];
  for await (const { key, reason } of failedItems(job, { state })) failed.push({ key, reason });
  // What was stored to continue the export has data of people, and is needed no more.
  if (flags.state === undefined) await removeState(state);
  await report(cli, plan, summary, failed);
}

async function removeState(file: string): Promise<void> {
  for (const name of [file, `${file}-wal`, `${file}-shm`]) await rm(name, { force: true });
}

async function report(
  cli: Cli,
  { kind, file, name, format }: ExportPlan,
  { counts, incomplete }: JobSummary,
  failed: readonly { readonly key: string; readonly reason: string }[],
): Promise<void> {
  for (const { key, reason } of incomplete) {
    cli.output.note(`conversation ${key} ${reason}`);
  }
  const more = counts.incomplete - incomplete.length;
  if (more > 0)
    cli.output.note(`${count(more)} more ${kind} have more parts than Intercom returns`);
  const value = {
    file,
    format,
    [kind]: counts.done,
    ...{ incomplete, incompleteCount: counts.incomplete, gone: counts.gone, failed },
  };
  await printResult(cli, value, [`${name}: ${count(counts.done)} ${kind}`]);
  if (failed.length === 0) return;
  const [first] = failed;
  cli.output.warn(
    `${name} lacks ${count(failed.length)} ${kind} that could not be read, such as ${first?.key}: ${first?.reason}; export again with --force`,
  );
  cli.exitWith(exitCodes.failed);
}
