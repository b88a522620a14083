import { ApiError, InterkitError } from "@interkit/core";
import type { ListSettings } from "./options.ts";

const firstDelayMs = 1_000;
const maxDelayMs = 10_000;
/** A scroll that is left ends a minute later; one that takes longer is being read. */
const maxWaitMs = 5 * 60_000;
const maxRestarts = 3;

/** Decides how a scroll goes on after a failure. */
export class ScrollRecovery {
  readonly #settings: ListSettings;
  #waitedMs = 0;
  #restarts = 0;

  constructor(settings: ListSettings) {
    this.#settings = settings;
  }

  /** Whether the scroll waited for another one to end. */
  get hasWaited(): boolean {
    return this.#waitedMs > 0;
  }

  /** The milliseconds after which a first request that was refused may be sent again, if it may. */
  delayAfter(error: unknown): number | undefined {
    // A scroll that is started again may find that the one that was lost is still open.
    if (!isBusy(error) || !(this.#settings.waitsForScroll || this.#restarts > 0)) return undefined;
    const delayMs = Math.min(maxDelayMs, Math.max(firstDelayMs, this.#waitedMs));
    if (this.#waitedMs + delayMs > maxWaitMs) return undefined;
    this.#waitedMs += delayMs;
    return delayMs;
  }

  /** Whether a scroll starts again after the failure of a page that is not its first. */
  restartsAfter(error: unknown): boolean {
    if (!this.#settings.restartsScroll || !isLost(error)) return false;
    this.#restarts += 1;
    this.#waitedMs = 0;
    return this.#restarts <= maxRestarts;
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && error.code === "scroll_exists";
}

/** Expired, or advanced by a request whose response did not arrive. */
function isLost(error: unknown): boolean {
  if (error instanceof ApiError) return error.status === 404 || error.status >= 500;
  return error instanceof InterkitError && error.kind !== "config";
}
