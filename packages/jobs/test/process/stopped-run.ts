// Runs a job of a hundred batches, of whose rows the eleventh takes until the given milliseconds have passed, and prints the
// summary: node stopped-run.ts <state> <milliseconds>
import { defineJob, fromRows, run } from "@interkit/jobs";

const [state = "", ms = "0"] = process.argv.slice(2);
const job = defineJob({
  name: "rows",
  source: fromRows(
    Array.from({ length: 1_000 }, (_, index) => index + 1),
    { batchSize: 10 },
  ),
  concurrency: 5,
  step: async (row) => {
    if (row !== 11) return;
    console.log("waiting");
    await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  },
});
const { outcome, stoppedBy, counts } = await run(job, { state, leaseMs: 500 });
console.log(JSON.stringify({ outcome, stoppedBy, done: counts.done }));
