/** A task that turbo will run, and the file that its tests write, if it is one of tests. */
export interface PlannedTask {
  readonly id: string;
  readonly results?: string | undefined;
}

/** A task that turbo ran, or took from its cache. */
export interface RanTask {
  readonly id: string;
  readonly exitCode: number;
  readonly seconds: number;
  readonly cached: boolean;
}

/** The part of vitest's JSON report that is counted. */
export interface VitestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

export interface Row {
  readonly task: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds?: number;
  readonly cached?: boolean;
}

/**
 * Counts a task of tests by its tests and every other task as one check.
 *
 * A task that was never reached, because something it needs has failed, counts as failed. So does
 * a task that ended badly although no test of its own failed: a file that could not be loaded.
 */
export function tally(
  planned: readonly PlannedTask[],
  ran: readonly RanTask[],
  read: (file: string) => VitestResults | undefined,
): Row[] {
  return planned.map(({ id, results }) => {
    const run = ran.find((task) => task.id === id);
    if (run === undefined) return { task: id, passed: 0, failed: 1, skipped: 0 };
    const { seconds, cached } = run;
    return { task: id, ...counts(run, results, read), seconds, cached };
  });
}

function counts(
  { exitCode }: RanTask,
  file: string | undefined,
  read: (file: string) => VitestResults | undefined,
): { passed: number; failed: number; skipped: number } {
  const bad = exitCode === 0 ? 0 : 1;
  if (file === undefined) return { passed: 1 - bad, failed: bad, skipped: 0 };
  const results = read(file);
  if (results === undefined) return { passed: 0, failed: 1, skipped: 0 };
  return {
    passed: results.numPassedTests,
    failed: Math.max(results.numFailedTests, bad),
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** The last line of `npm test`: `N passed, N failed`, and the skipped ones if there are any. */
export function closingLine(rows: readonly Row[]): string {
  const sum = (key: "passed" | "failed" | "skipped") =>
    rows.reduce((total, row) => total + row[key], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
