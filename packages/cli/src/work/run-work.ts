import {
  type JobDefinition,
  type JobSummary,
  type LeaseWait,
  type ReplayOptions,
  type RunProgress,
  replay,
  run,
} from "@interkit/jobs";
import { CliError } from "../errors/cli-error.ts";
import { exitCodes } from "../errors/exit-codes.ts";
import type { Cli } from "../program/cli.ts";
import { naming } from "./flag-names.ts";

/** How long a command waits for one that was killed. While a command runs, it renews its right three times in it. */
export const leaseMs = 10_000;

/** What the failed items of a job of a command are run again with. */
export interface ReplayWorkOptions {
  /** The path of the state file. */
  readonly state: string;
  /** What the progress is about, such as `contacts`. */
  readonly label: string;
}

/** What a job of a command runs with. */
export interface WorkOptions extends ReplayWorkOptions {
  readonly restart: boolean;
  readonly dryRun?: boolean;
}

/**
 * Runs the job of a command, with its progress on stderr. The first Ctrl-C finishes what is in hand; the same command
 * then continues.
 *
 * @throws {CliError} when it was stopped.
 */
export function runWork<Item, Result>(
  cli: Cli,
  job: JobDefinition<Item, Result>,
  { label, ...options }: WorkOptions,
): Promise<JobSummary> {
  return withProgress(cli, label, (shared) => run(job, { ...options, ...shared }));
}

/** Runs the failed items of the job of a command again, as {@link runWork} runs the job. */
export function replayWork<Item, Result>(
  cli: Cli,
  job: JobDefinition<Item, Result>,
  { label, state }: ReplayWorkOptions,
): Promise<JobSummary> {
  return withProgress(cli, label, (shared) => replay(job, { state, ...shared }));
}

async function withProgress(
  cli: Cli,
  label: string,
  start: (options: ReplayOptions) => Promise<JobSummary>,
): Promise<JobSummary> {
  const progress = await cli.output.progress(label);
  const onProgress = ({ items, total }: RunProgress) => progress.set(items, total);
  const work = () => start({ leaseMs, onWait: noteWait(cli), onProgress });
  const summary = await naming(() => stoppable(cli, work)).finally(() => progress.end());
  for (const notice of summary.notices) cli.output.note(notice);
  if (summary.outcome === "complete") return summary;
  throw stopped(summary.stoppedBy);
}

/** Prints that a command waits for another one. */
export function noteWait({ output }: Pick<Cli, "output">): (wait: LeaseWait) => void {
  return ({ message }) => output.note(message);
}

/** How long a stop may take before a notice says what it waits for. */
const noticeAfterMs = 1000;

/** Does work that a signal stops in order, with a notice where that takes a while. */
export async function stoppable<T>(
  { signal, output }: Pick<Cli, "signal" | "output">,
  work: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const onAbort = () => {
    timer = setTimeout(() => {
      output.note("Waiting for the requests that were sent; Ctrl-C again ends at once.");
    }, noticeAfterMs);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await work();
  } finally {
    signal.removeEventListener("abort", onAbort);
    clearTimeout(timer);
  }
}

/** The error of work that was stopped before its end. */
export function stopped(by: JobSummary["stoppedBy"]): CliError {
  if (by !== "failures") {
    return new CliError("stopped; the same command continues it", exitCodes.interrupted);
  }
  return new CliError(
    "stopped, since too many in a row failed; the same command continues it",
    exitCodes.failed,
  );
}
