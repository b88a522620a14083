import pMap from "p-map";
import type { Case, Verdict } from "./case.ts";

/** Tries cases, a few at a time. */
export async function tryAll(
  all: readonly Case[],
  verdictOf: (one: Case) => Promise<Verdict>,
): Promise<Verdict[]> {
  const verdicts = await pMap(all, verdictOf, { concurrency: 4 });
  // A busy machine misses milliseconds by accident. What is broken is broken on its own as well.
  const again = async (verdict: Verdict) =>
    verdict.complaint !== undefined && isTimed(verdict.case) ? verdictOf(verdict.case) : verdict;
  return pMap(verdicts, again, { concurrency: 1 });
}

/** Whether a case measures time, so that it is tried again where it fails. */
export function isTimed({ area }: Case): boolean {
  return area === "time" || area === "waiting";
}
