import { vi } from "vitest";

/** Lets the faked time pass until a promise is settled. */
export async function until<T>(promise: Promise<T>): Promise<T> {
  let isDone = false;
  const done = promise.finally(() => {
    isDone = true;
  });
  while (!isDone) await vi.advanceTimersToNextTimerAsync();
  return done;
}
