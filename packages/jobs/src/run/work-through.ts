import { setMaxListeners } from "node:events";
import type { JobDefinition } from "../job/job.ts";
import type { RunControl } from "./control.ts";
import { Engine, type EngineEnd } from "./engine.ts";
import type { RunSettings } from "./options.ts";
import type { ProgressMeter } from "./progress-meter.ts";
import { type ItemRunner, runItem } from "./run-item.ts";
import type { SettledBatch, WorkBatch } from "./work.ts";

/** What a run works through. */
export interface Work<Item> {
  readonly job: Pick<JobDefinition<Item>, "concurrency" | "attempts" | "output">;
  readonly settings: RunSettings;
  readonly control: RunControl;
  readonly meter: ProgressMeter;
  readonly open: (signal: AbortSignal) => AsyncIterable<WorkBatch<Item>>;
  readonly step: ItemRunner<Item>["step"];
  readonly notice: (message: string) => void;
  readonly commit: (batches: readonly SettledBatch<Item>[]) => Promise<void>;
}

/** Works through all batches, until their end or that of the run. */
export async function workThrough<Item>(work: Work<Item>): Promise<EngineEnd> {
  const { job, settings, control, meter, open, step, notice, commit } = work;
  const { controller } = control;
  const { signal } = controller;
  // Every item in hand may listen to it.
  setMaxListeners(0, signal);
  const runner = { step, attempts: job.attempts ?? 3, signal };
  let lastReason = "";
  const engine = new Engine<Item>({
    open,
    work: async ({ item }) => {
      const result = await runItem(item, runner);
      meter.add(result);
      if (result.outcome === "failed") lastReason = result.reason;
      // It would be kept until the items before it have ended.
      if (result.outcome === "done" && !job.output) return { ...result, value: undefined };
      return result;
    },
    commit,
    concurrency: job.concurrency ?? 50,
    maxFailuresInARow: settings.maxFailuresInARow,
    controller,
  });
  control.onStop(() => engine.stop());
  const end = await engine.run();
  if (settings.onProgress) meter.report();
  if (end === "failures") {
    notice(
      `The run stopped, since ${settings.maxFailuresInARow} items in a row failed. The last reason: ${lastReason}`,
    );
  }
  return end;
}
