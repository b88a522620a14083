import { type JobDefinition, type JobSummary, type RunProgress, run } from "@interkit/jobs";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";

/** How long a command waits for one that was killed. While a command runs, it renews its right three times in it. */
const leaseMs = 10_000;

/** What a job of a command runs with. */
export interface WorkOptions {
  /** The path of the state file. */
  readonly state: string;
  /** What the progress is about, such as `contacts`. */
  readonly label: string;
  readonly restart: boolean;
  readonly dryRun?: boolean;
}

/**
 * Runs the job of a command, with its progress on stderr. The first Ctrl-C finishes what is in hand; the same command
 * then continues.
 *
 * @throws {CliError} when it was stopped.
 */
export async function runWork<Item, Result>(
  cli: Cli,
  job: JobDefinition<Item, Result>,
  options: WorkOptions,
): Promise<JobSummary> {
  const { label, ...rest } = options;
  const progress = await cli.output.progress(label);
  const onProgress = ({ items, total }: RunProgress) => progress.set(items, total);
  const summary = await run(job, { ...rest, leaseMs, onProgress }).finally(() => progress.end());
  for (const notice of summary.notices) cli.output.note(notice);
  if (summary.outcome === "complete") return summary;
  if (summary.stoppedBy === "failures") {
    throw new CliError(
      "stopped, since too many in a row failed; the same command continues it",
      exitCodes.failed,
    );
  }
  throw new CliError("stopped; the same command continues it", exitCodes.interrupted);
}
