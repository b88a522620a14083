// Opens a hundred new state files in three threads at the same time, and prints what each thread met:
// node open-together.ts <folder> <engine>
import path from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { fileState, type SqliteEngine } from "@interkit/jobs";

interface Work {
  readonly folder: string;
  readonly engine: SqliteEngine;
  /** How many threads are ready for each file. */
  readonly ready: Int32Array;
}

const threads = 3;
const files = 100;

async function openAll({ folder, engine, ready }: Work): Promise<string[]> {
  const met = new Set<string>();
  for (let file = 0; file < files; file++) {
    Atomics.add(ready, file, 1);
    // Without a wait that gives the thread away: all of them go on in the same moment.
    while (Atomics.load(ready, file) < threads);
    const state = fileState(path.join(folder, `${file}.db`), { engine });
    await state.progress("rows").catch((error: Error) => met.add(error.message));
    await state.close();
  }
  return [...met];
}

if (isMainThread) {
  const [folder, engine] = process.argv.slice(2);
  const ready = new Int32Array(new SharedArrayBuffer(4 * files));
  const all = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { folder, engine, ready } });
    return new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  });
  console.log(JSON.stringify(await Promise.all(all)));
} else {
  parentPort?.postMessage(await openAll(workerData));
}
