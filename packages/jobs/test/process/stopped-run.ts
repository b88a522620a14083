// Runs a job of a hundred batches, and prints the summary: node stopped-run.ts <state> <until>. The eleventh row takes
// no time ("now"), or until the process got SIGTERM ("signal"), or forever ("never").
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { defineJob, fromRows, run } from "@interkit/jobs";

const [state = "", until] = process.argv.slice(2);
const job = defineJob({
  name: "rows",
  source: fromRows(
    Array.from({ length: 1_000 }, (_, index) => index + 1),
    { batchSize: 10 },
  ),
  concurrency: 5,
  step: async (row) => {
    if (row !== 11) return;
    const signal = until === "signal" && once(process, "SIGTERM");
    console.log("waiting");
    if (until === "never") await sleep(600_000);
    if (signal === false) return;
    // Nothing else keeps the process running until then.
    const timer = setInterval(() => undefined, 1_000);
    await signal;
    clearInterval(timer);
    await sleep(20);
  },
});
const { outcome, stoppedBy, counts } = await run(job, { state, leaseMs: 500 });
console.log(JSON.stringify({ outcome, stoppedBy, done: counts.done }));
