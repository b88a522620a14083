import { onTestFinished, vi } from "vitest";

/** Fakes `setTimeout` and `performance.now` until the test is over. `setImmediate` stays real. */
export function fakeTimers(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Resolves when a timer was started. `vi.waitUntil` would advance the timers. */
export async function timerStarted(): Promise<void> {
  while (vi.getTimerCount() === 0) await new Promise(setImmediate);
}
