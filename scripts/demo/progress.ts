import { SingleBar } from "cli-progress";

/** Shows a bar while `work` runs; `work` calls what it is given once for each thing that is done. */
export async function withProgress<Result>(
  label: string,
  total: number,
  work: (done: () => void) => Promise<Result>,
): Promise<Result> {
  const bar = new SingleBar({
    format: `${label.padEnd(24)} {bar} {value}/{total}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 30,
    hideCursor: true,
    // In a log a bar cannot move: it is printed when it starts and when it ends.
    noTTYOutput: true,
    notTTYSchedule: 60_000,
  });
  bar.start(total, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}
