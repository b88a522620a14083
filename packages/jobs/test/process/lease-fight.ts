// Takes the lease of a job again and again, and continues the numbers that were committed so far. It often does
// nothing for longer than its lease, and commits then all the same. It prints a line for each lease, until it is killed.
import { writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileState, JobError, type Lease, type SqliteEngine } from "@interkit/jobs";

const [path = "", engine] = process.argv.slice(2);
const state = fileState(path, { engine: engine as SqliteEngine });
const counts = { done: 0, gone: 0, failed: 0, incomplete: 0 };
const ttlMs = 20;

for (;;) {
  const lease = await state.acquire("fight", ttlMs);
  if (lease === undefined) await wait(2);
  else await commitSome(lease).catch(ignoreLostLease);
}

async function commitSome(lease: Lease): Promise<void> {
  writeSync(1, `${lease.token}\n`);
  let number = Number((await state.progress("fight"))?.mark ?? 0);
  for (let left = Math.ceil(Math.random() * 10); left > 0; left--) {
    if (Math.random() < 0.1) await wait(ttlMs * 2);
    number++;
    const key = `${String(number).padStart(6, "0")} ${crypto.randomUUID()}`;
    const failed = [{ key, item: lease.token, reason: "", attempts: 1, failedAt: 0 }];
    const progress = { mark: number, isComplete: false, counts, startedAt: 0 };
    await state.commit(lease, { progress, failed });
  }
  if (Math.random() < 0.5) await state.release(lease);
}

function ignoreLostLease(error: unknown): void {
  if (!(error instanceof JobError) || error.reason !== "lease-lost") throw error;
}
