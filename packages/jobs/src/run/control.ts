import type { RunSettings } from "./options.ts";
import { onStopSignal } from "./stop-signals.ts";
import type { StopReason } from "./summary.ts";

/** Ends a run from outside: by the caller's signal, by signals of the process, by its budget. */
export class RunControl {
  /** Aborts the run, which then rejects with the reason. */
  readonly controller: AbortController = new AbortController();
  stoppedBy: StopReason | undefined;
  #stop: (() => void) | undefined;
  readonly #cleanUp: (() => void)[] = [];

  constructor({
    signal,
    budgetMs,
    stopOnSignals,
  }: Pick<RunSettings, "signal" | "budgetMs" | "stopOnSignals">) {
    if (signal !== undefined) {
      const abort = () => this.controller.abort(signal.reason);
      if (signal.aborted) abort();
      signal.addEventListener("abort", abort);
      this.#cleanUp.push(() => signal.removeEventListener("abort", abort));
    }
    if (stopOnSignals) this.#cleanUp.push(onStopSignal(() => this.#stopBy("signal")));
    if (budgetMs !== undefined) {
      const timer = setTimeout(() => this.#stopBy("budget"), budgetMs);
      timer.unref?.();
      this.#cleanUp.push(() => clearTimeout(timer));
    }
  }

  /** Sets what finishes the batches in hand and stops. */
  onStop(stop: () => void): void {
    this.#stop = stop;
    if (this.stoppedBy !== undefined) stop();
  }

  #stopBy(reason: StopReason): void {
    this.stoppedBy ??= reason;
    this.#stop?.();
  }

  /** Removes every listener and timer. */
  close(): void {
    for (const cleanUp of this.#cleanUp) cleanUp();
  }
}
