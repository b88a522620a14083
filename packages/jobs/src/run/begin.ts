import type { Json } from "../common/json.ts";
import type { Source } from "../sources/source.ts";
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

/** Where a run begins, after what earlier runs have stored. */
export function beginningOf(
  progress: Progress | undefined,
  afterwards: Source<unknown>["afterwards"],
  restart: boolean,
): Beginning {
  const isDone = progress === undefined || progress.isComplete;
  if (!isDone && !restart) {
    const { mark, output, counts, startedAt } = progress;
    return { mark, output, counts, startedAt, isResumed: true };
  }
  const continues = afterwards === "continue" && !restart;
  return {
    mark: continues ? progress?.mark : undefined,
    output: continues ? progress?.output : undefined,
    counts: noCounts,
    startedAt: Math.floor(Date.now() / 1000),
    isResumed: false,
  };
}
