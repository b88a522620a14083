import { defineJob, fromRows } from "@interkit/jobs";

/** Rows 1 to `count`, each in a batch of its own. */
export function rows(count: number) {
  return fromRows(
    Array.from({ length: count }, (_, index) => index + 1),
    { batchSize: 1 },
  );
}

/** A job of three rows, whose second one waits until it is let go. */
export function waitingJob() {
  let letGo = () => {};
  const wait = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const signals: AbortSignal[] = [];
  const seen: number[] = [];
  const job = defineJob({
    name: "job",
    source: rows(3),
    concurrency: 1,
    step: async (row, { signal }) => {
      signals.push(signal);
      if (row === 2) await wait;
      seen.push(row);
    },
  });
  return { job, letGo: () => letGo(), signals, seen };
}
