// Commits a hundred times to a job of its own, and prints the mark that is stored afterwards.
import { fileState, type SqliteEngine } from "@interkit/jobs";

const [path = "", engine, job = ""] = process.argv.slice(2);
const state = fileState(path, { engine: engine as SqliteEngine });
const lease = await state.acquire(job, 60_000);
if (lease === undefined) throw new Error(`Another process has ${job}`);
const counts = { done: 0, gone: 0, failed: 0, incomplete: 0 };
for (let mark = 1; mark <= 100; mark++) {
  await state.commit(lease, { progress: { mark, isComplete: false, counts, startedAt: 0 } });
}
console.log((await state.progress(job))?.mark);
await state.close();
