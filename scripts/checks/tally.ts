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
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Row {
  readonly task: string;
  readonly passed: number;
  readonly failed: number;
  /** The names of tests that were not run. */
  readonly skipped: readonly string[];
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
    if (run === undefined) return { task: id, passed: 0, failed: 1, skipped: [] };
    const { seconds, cached } = run;
    return { task: id, ...counts(run, results, read), seconds, cached };
  });
}

function counts(
  { exitCode }: RanTask,
  file: string | undefined,
  read: (file: string) => VitestResults | undefined,
): Pick<Row, "passed" | "failed" | "skipped"> {
  const bad = exitCode === 0 ? 0 : 1;
  if (file === undefined) return { passed: 1 - bad, failed: bad, skipped: [] };
  const results = read(file);
  if (results === undefined) return { passed: 0, failed: 1, skipped: [] };
  return {
    passed: results.numPassedTests,
    failed: Math.max(results.numFailedTests, bad),
    skipped: results.testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName),
  };
}

/** The last line of `npm test`: `N passed, N failed`, and the skipped ones if there are any. */
export function closingLine(rows: readonly Row[]): string {
  const sum = (key: "passed" | "failed") => rows.reduce((total, row) => total + row[key], 0);
  const skipped = rows.flatMap((row) => row.skipped).length;
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
