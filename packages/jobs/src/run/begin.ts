import type { Json } from "../common/json.ts";
import type { JobDefinition } from "../job/job.ts";
import type { Counts, Progress } from "../state/state-store.ts";
import { noCounts } from "./results.ts";

/** Where a run begins. */
export interface Beginning {
  readonly mark: Json | undefined;
  readonly output: Json | undefined;
  readonly counts: Counts;
  readonly startedAt: number;
  readonly isResumed: boolean;
}

/** Where a run of a job begins, after what earlier runs have stored. */
export async function beginningOf<Item, Result>(
  job: JobDefinition<Item, Result>,
  progress: Progress | undefined,
  restart: boolean,
): Promise<Beginning> {
  const isDone = progress === undefined || progress.isComplete;
  if (!isDone && !restart) {
    const { mark, output, counts, startedAt } = progress;
    return { mark, output, counts, startedAt, isResumed: true };
  }
  const continues = job.source.afterwards === "continue" && !restart;
  return {
    mark: continues ? progress?.mark : undefined,
    output: continues ? await outputBehind(job, progress?.output) : undefined,
    counts: noCounts,
    startedAt: Math.floor(Date.now() / 1000),
    isResumed: false,
  };
}

/**
 * Where the results after a complete run are written. A file that was moved away is not missing, and neither is one
 * with the name of another day: they go to a new one.
 */
export async function outputBehind<Item, Result>(
  { output }: JobDefinition<Item, Result>,
  position: Json | undefined,
): Promise<Json | undefined> {
  return (await output?.isGone?.()) ? undefined : position;
}
