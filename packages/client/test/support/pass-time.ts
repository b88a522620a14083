import { vi } from "vitest";

/** Taken before a test fakes it. */
const startTurn = setImmediate;

/** A sandbox reads bodies with the event loop, which takes some turns and no time of the virtual clock. */
const turnsPerTimer = 20;
const maxTimers = 10_000;

/**
 * Advances the virtual clock from timer to timer until a promise is settled. Other than `until` of core's tests,
 * it lets a sandbox respond before the next timer.
 */
export async function passTime<T>(promise: Promise<T>): Promise<T> {
  let isDone = false;
  const done = promise.finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  for (let timers = 0; !isDone; timers++) {
    if (timers > maxTimers) throw new Error("The promise is not settled, however much time passes");
    for (let turns = 0; turns < turnsPerTimer && !isDone; turns++) {
      await new Promise<void>((resolve) => startTurn(resolve));
    }
    if (!isDone) await vi.advanceTimersToNextTimerAsync();
  }
  return done;
}
