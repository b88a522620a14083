import { afterEach, beforeEach, vi } from "vitest";
import { fakeClock } from "../support/virtual-time.ts";

/** A time at which a window of the server begins. */
export const begin = 1_717_401_600_000;

/** Fakes the clock for each test of a file: a test starts when a window begins. */
export function startAtWindow(): void {
  beforeEach(() => {
    fakeClock(begin);
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** The milliseconds since the test started. */
export const elapsed = () => Date.now() - begin;

/** Lets time pass until so many milliseconds after the start of the test. */
export async function passTo(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms - elapsed());
}
