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

/** Requests per minute. */
export interface RateLimits {
  /** Of each app in a workspace. */
  readonly perMinute: number;
  /** Of all apps of a workspace together. */
  readonly workspacePerMinute: number;
}

/**
 * Counts the requests of each key: a limit per minute is divided into windows of ten seconds, and
 * rounded down.
 */
class WindowLimit {
  readonly #limit: number;
  readonly #counts = new Map<string, Count>();

  constructor(perMinute: number) {
    this.#limit = Math.max(1, Math.floor(perMinute / (60 / windowSeconds)));
  }

  take(key: string, now: number): Allowance {
    const window = Math.floor(now / windowSeconds);
    let count = this.#counts.get(key);
    if (count?.window !== window) {
      count = { window, used: 0 };
      this.#counts.set(key, count);
    }
    count.used += 1;
    return {
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - count.used),
      reset: (window + 1) * windowSeconds,
      exceeded: count.used > this.#limit,
    };
  }

  reset(): void {
    this.#counts.clear();
  }
}

/**
 * Counts requests as Intercom does: every app has a limit in each workspace, and the apps of a
 * workspace share another one.
 *
 * https://developers.intercom.com/docs/references/rest-api/errors/rate-limiting
 */
export class RateLimit {
  readonly #apps: WindowLimit;
  readonly #workspaces: WindowLimit;

  constructor({ perMinute, workspacePerMinute }: RateLimits) {
    this.#apps = new WindowLimit(perMinute);
    this.#workspaces = new WindowLimit(workspacePerMinute);
  }

  /**
   * Counts one request of an app, which is empty without a valid token. The result is that of the
   * limit with fewer requests left. `now` is in Unix seconds.
   */
  take(workspace: string, app: string, now: number): Allowance {
    // Requests without a valid token share one count, and belong to no workspace.
    if (app === "") return this.#apps.take("", now);
    const own = this.#apps.take(`${workspace} ${app}`, now);
    // A request that the limit of its app refuses does not count for the others.
    if (own.exceeded) return own;
    const shared = this.#workspaces.take(workspace, now);
    return shared.exceeded || shared.remaining < own.remaining ? shared : own;
  }

  /** Resets all counts. */
  reset(): void {
    this.#apps.reset();
    this.#workspaces.reset();
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
