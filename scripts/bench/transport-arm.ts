import { arms } from "./transport-arms.ts";

/** A request to one process: to make the calls of its arm, or to measure how its heap grows. */
export type Task =
  | {
      readonly do: "calls";
      readonly operation: "get" | "search";
      readonly calls: number;
      readonly atATime: number;
    }
  | { readonly do: "heap" };

/** The time that calls took. */
export interface Cost {
  /** Processor time of the process for each call, in microseconds. */
  readonly cpu: number;
  readonly perSecond: number;
}

const [url = "", index = ""] = process.argv.slice(2);
const arm = arms(url)[Number(index)];

// Ends with the process that started it.
process.once("disconnect", () => process.exit());
process.on("message", async (task: Task) => {
  process.send?.(task.do === "heap" ? await heapOfACall() : await costOf(task));
});

async function costOf({ operation, calls, atATime }: Task & { do: "calls" }): Promise<Cost> {
  let next = 0;
  const work = async () => {
    while (next++ < calls) await arm?.[operation]();
  };
  const start = performance.now();
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: atATime }, work));
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  return { cpu: (user + system) / calls, perSecond: calls / seconds };
}

/** How much the heap grows over calls that are all under way at once, in bytes per call. */
async function heapOfACall(): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const calls = Array.from({ length: 200 }, () => arm?.get());
  const grown = process.memoryUsage().heapUsed - before;
  await Promise.all(calls);
  return grown / 200;
}
