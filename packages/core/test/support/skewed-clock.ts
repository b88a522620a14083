import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";

const ahead = new AsyncLocalStorage<number>();

/**
 * Gives functions that run within {@link withClockAhead} a clock of their own, like another machine.
 * Must be called after the timers were faked; the returned function restores the clock.
 */
export function skewClocks(): () => void {
  const { now } = Date;
  const { setTimeout: later } = globalThis;
  Date.now = () => now() + (ahead.getStore() ?? 0);
  globalThis.setTimeout = ((callback: () => void, ms?: number) =>
    later(AsyncResource.bind(callback), ms)) as typeof setTimeout;
  return () => {
    Date.now = now;
    globalThis.setTimeout = later;
  };
}

/** Runs something on a machine whose clock is ahead. */
export function withClockAhead<T>(ms: number, run: () => T): T {
  return ahead.run(ms, run);
}
