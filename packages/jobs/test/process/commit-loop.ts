// Commits in a loop until the process is killed, and prints the number of each commit once it has resolved.
import { writeSync } from "node:fs";
import { fileState, type SqliteEngine } from "@interkit/jobs";

const [path = "", engine] = process.argv.slice(2);
const state = fileState(path, { engine: engine as SqliteEngine });
let lease = await state.acquire("loop", 50);
// The process before this one was killed, so that its lease has to expire.
while (lease === undefined) {
  await new Promise((resolve) => setTimeout(resolve, 5));
  lease = await state.acquire("loop", 50);
}
const before = await state.progress("loop");
const counts = { done: 0, gone: 0, failed: 0, incomplete: 0 };
for (let number = Number(before?.mark ?? 0) + 1; ; number++) {
  const failed = [1, 2].map((part) => ({
    ...{ key: `${number}.${part}`, item: "x".repeat(2_000), reason: "", attempts: 1 },
    failedAt: number,
  }));
  const progress = { mark: number, isComplete: false, counts, startedAt: 0 };
  // Odd numbers remove the items of the number before.
  const resolved = number % 2 === 1 ? [`${number - 1}.1`, `${number - 1}.2`] : [];
  await state.commit(lease, { progress, failed, resolved });
  writeSync(1, `${number}\n`);
}
