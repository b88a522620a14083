import { SingleBar } from "cli-progress";

const LABEL = 20;
const BAR = 30;

/** Shows a bar while `work` runs; `work` calls its argument once for each finished item. */
export async function withProgress<Result>(
  label: string,
  total: number,
  work: (done: () => void) => Promise<Result>,
): Promise<Result> {
  if (!process.stderr.isTTY) return inLog(label, total, work);
  const bar = new SingleBar({
    format: `${label.padEnd(LABEL)} {bar} {value}/{total}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: BAR,
    hideCursor: true,
  });
  bar.start(total, 0);
  try {
    return await work(() => bar.increment());
  } finally {
    bar.stop();
  }
}

/** A bar cannot move in a log: there it is one line, written when the work has ended. */
async function inLog<Result>(
  label: string,
  total: number,
  work: (done: () => void) => Promise<Result>,
): Promise<Result> {
  let count = 0;
  try {
    return await work(() => {
      count += 1;
    });
  } finally {
    const full = Math.round((BAR * count) / total);
    const bar = "█".repeat(full) + "░".repeat(BAR - full);
    console.error(`${label.padEnd(LABEL)} ${bar} ${count}/${total}`);
  }
}
