import { vi } from "vitest";

/** How long a process has run before a test: from 0, a mistaken sign of the monotonic clock shows nowhere. */
const uptimeMs = 98_765;

/** Fakes the clock and all timers, of a process that runs for a while. */
export function fakeClock(now: number): void {
  vi.useFakeTimers({ now: now - uptimeMs });
  vi.advanceTimersByTime(uptimeMs);
}

/** Far more than any test needs: what is not done by then waits for nothing, or forever anew. */
const mostTimers = 50_000;
const mostRoundsWithoutTimer = 1_000;

/**
 * Lets the faked time pass until a promise is settled.
 *
 * @throws When it never will be, as far as can be seen.
 */
export async function until<T>(promise: Promise<T>): Promise<T> {
  let isDone = false;
  const done = promise.finally(() => {
    isDone = true;
  });
  // It may reject while a timer is awaited: it is returned below.
  done.catch(() => {});
  let timers = 0;
  let withoutTimer = 0;
  while (!isDone) {
    if (vi.getTimerCount() > 0) {
      timers += 1;
      withoutTimer = 0;
    } else withoutTimer += 1;
    if (timers > mostTimers || withoutTimer > mostRoundsWithoutTimer) {
      throw new Error("What is waited for does not end, however much time passes");
    }
    await vi.advanceTimersToNextTimerAsync();
  }
  return done;
}
