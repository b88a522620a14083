import type { ApplyOptions, Sync, SyncOptions, SyncPlan, SyncReport } from "@interkit/jobs/sync";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";
import { naming, withFlagNames } from "../work/flag-names.ts";
import { count } from "../work/print.ts";
import { leaseMs, noteWait, stoppable, stopped } from "../work/run-work.ts";

/** The options of every command that plans and applies. */
export interface SyncFlags {
  readonly dryRun?: boolean;
  readonly exitCode?: boolean;
  readonly approve?: string;
  readonly yes?: boolean;
  readonly maxRemovals?: number;
  readonly maxRemovalShare?: number;
  readonly allowEmpty?: boolean;
  readonly state?: string;
}

/** The options of a sync that flags give. */
export function syncOptions({
  maxRemovals,
  maxRemovalShare,
  allowEmpty = false,
}: SyncFlags): Pick<SyncOptions<unknown>, "maxRemovals" | "maxRemovalShare" | "allowEmpty"> {
  return { maxRemovals, maxRemovalShare, allowEmpty };
}

/** Plans, and applies unless it is a dry run or the answer is no. */
export async function runSync(cli: Cli, sync: Sync, flags: SyncFlags): Promise<void> {
  if (flags.dryRun) {
    await dryRun(cli, sync, flags);
    return;
  }
  const shown = await confirm(cli, sync, flags);
  if (shown !== undefined) await apply(cli, sync, flags, shown);
}

async function dryRun(cli: Cli, sync: Sync, { exitCode }: SyncFlags): Promise<void> {
  const plan = await planOf(cli, sync);
  await print(cli, planJson(plan), String(plan));
  if (exitCode && hasChanges(plan)) cli.exitWith(exitCodes.differences);
}

/**
 * The text of the plan that was confirmed; empty where there is no question, and `undefined` after a no. In a pipe
 * there is none: removals that are unusual are held there, too.
 */
async function confirm(cli: Cli, sync: Sync, { yes }: SyncFlags): Promise<string | undefined> {
  if (yes || !cli.output.canAsk) return "";
  const plan = await planOf(cli, sync);
  const { create, update, remove } = plan.counts;
  const writes = create + update + remove;
  if (writes === 0) return "";
  const text = String(plan);
  cli.output.raw("stderr", `${withFlagNames(text)}\n`);
  const changes = writes === 1 ? "1 change" : `${count(writes)} changes`;
  if (await cli.output.confirm(`Apply ${changes}?`, "add --yes")) {
    return cli.output.isTerminal ? text : "";
  }
  cli.output.note("Nothing was written.");
  return undefined;
}

async function apply(cli: Cli, sync: Sync, { approve }: SyncFlags, shown: string): Promise<void> {
  const progress = await cli.output.progress("changes");
  const onProgress: ApplyOptions["onProgress"] = ({ items, total }) => progress.set(items, total);
  const report = await naming(() =>
    stoppable(cli, () => sync.apply({ approve, leaseMs, onWait: noteWait(cli), onProgress })),
  ).finally(() => progress.end());
  await print(cli, reportJson(report), reportText(report, shown));
  if (report.outcome === "stopped") throw stopped(report.stoppedBy);
  if (report.outcome === "failed") cli.exitWith(exitCodes.failed);
  if (report.held.length === 0) return;
  // What was written has changed the state, so that the approval of that plan is no longer valid.
  const { approval, held } = await planOf(cli, sync);
  if (held.some(({ guard }) => guard === "number" || guard === "share")) {
    cli.output.note(`To remove them, run the same command with --approve ${approval}`);
  }
  if (report.outcome === "held") cli.exitWith(exitCodes.differences);
}

async function planOf(cli: Cli, sync: Sync): Promise<SyncPlan> {
  return naming(() => sync.plan({ signal: cli.signal }));
}

function hasChanges({ counts: { create, update, remove, held } }: SyncPlan): boolean {
  return create + update + remove + held > 0;
}

async function print({ flags, output }: Cli, value: object, text: string): Promise<void> {
  if (flags().json) await output.json(value);
  else for (const line of withFlagNames(text).split("\n")) await output.line(line);
}

/**
 * The plan unless it was shown, and of the report what the plan does not have. What is written changes the state, so
 * that the approval of the plan is no longer valid: the last line has the one that is.
 */
function reportText(report: SyncReport, shown: string): string {
  const plan = String(report.plan);
  const planned = new Set(plan.split("\n"));
  const added = String(report)
    .split("\n")
    .filter((line) => !planned.has(line));
  return [...(plan === shown ? [] : [plan]), ...added]
    .join("\n")
    .replace(/, and apply with the approval "[\d@]+"/g, "");
}

function planJson({ counts, changes, held, moved, approval, notices }: SyncPlan): object {
  return { counts, changes, held, moved, approval, notices };
}

function reportJson({ outcome, counts, held, failures, notices, plan }: SyncReport): object {
  return { outcome, counts, changes: plan.changes, held, failures, notices };
}
