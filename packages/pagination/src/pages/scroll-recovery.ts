import { ApiError, InterkitError } from "@interkit/core";
import type { Recovery, Step } from "./recovery.ts";
import type { PageRequest, PageResponse } from "./styles.ts";
import type { Walk } from "./walk.ts";

const firstDelayMs = 1_000;
const maxDelayMs = 10_000;
/** A scroll that is left ends a minute later; one that takes longer is being read. */
const maxWaitMs = 5 * 60_000;
const maxRestarts = 3;

/** Waits for another scroll, and starts one that was lost again. */
export class ScrollRecovery implements Recovery {
  readonly #walk: Walk;
  readonly #first: PageRequest;
  #waitedMs = 0;
  #restarts = 0;

  constructor(walk: Walk, first: PageRequest) {
    this.#walk = walk;
    this.#first = first;
  }

  after(error: unknown, request: PageRequest, before: PageResponse | undefined): Step | undefined {
    const waiting = before === undefined ? this.#wait(error, request) : undefined;
    // The first response may be lost as well as any other one.
    return waiting ?? this.#restart(error);
  }

  notices(): [] {
    return [];
  }

  #wait(error: unknown, request: PageRequest): Step | undefined {
    const { route, settings } = this.#walk;
    // A scroll that is started again may find that the one that was lost is still open.
    if (!isBusy(error) || !(settings.waitsForScroll || this.#restarts > 0)) return undefined;
    const delayMs = Math.min(maxDelayMs, Math.max(firstDelayMs, this.#waitedMs));
    if (this.#waitedMs + delayMs > maxWaitMs) return undefined;
    const isFirst = this.#waitedMs === 0;
    this.#waitedMs += delayMs;
    const message = `${route} waits, since the workspace has another open scroll`;
    const notice = { kind: "scroll-busy", message, error } as const;
    return { request, delayMs, notice: isFirst ? notice : undefined };
  }

  #restart(error: unknown): Step | undefined {
    const { route, settings } = this.#walk;
    if (!settings.restartsScroll || !isLost(error) || this.#restarts === maxRestarts)
      return undefined;
    this.#restarts += 1;
    this.#waitedMs = 0;
    const message = `${route} was lost and starts again, so that its items come again`;
    const notice = { kind: "scroll-restarted", message, error } as const;
    return { request: this.#first, restarts: true, notice };
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
