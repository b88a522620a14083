const windowSeconds = 10;

/** The state of an app's rate limit after a request. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** When the window ends, in Unix seconds. */
  readonly reset: number;
  readonly exceeded: boolean;
}

interface Count {
  window: number;
  used: number;
}

/**
 * Counts requests as Intercom does: the limit of a minute is divided into windows of ten seconds,
 * and every app has a limit of its own.
 *
 * https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
 */
export class RateLimit {
  readonly #limit: number;
  readonly #counts = new Map<string, Count>();

  constructor(perMinute: number) {
    this.#limit = Math.max(1, Math.round(perMinute / (60 / windowSeconds)));
  }

  /** Counts one request of an app. `now` is in Unix seconds. */
  take(app: string, now: number): Allowance {
    const window = Math.floor(now / windowSeconds);
    let count = this.#counts.get(app);
    if (count?.window !== window) {
      count = { window, used: 0 };
      this.#counts.set(app, count);
    }
    count.used += 1;
    return {
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - count.used),
      reset: (window + 1) * windowSeconds,
      exceeded: count.used > this.#limit,
    };
  }

  /** Resets all counts. */
  reset(): void {
    this.#counts.clear();
  }
}

/** The `X-RateLimit-…` headers. */
export function rateLimitHeaders(allowance: Allowance): Record<string, string> {
  return {
    "X-RateLimit-Limit": String(allowance.limit),
    "X-RateLimit-Remaining": String(allowance.remaining),
    "X-RateLimit-Reset": String(allowance.reset),
  };
}
