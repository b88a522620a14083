/** The state of a client's rate limit, as far as responses have reported it. */
export interface RateLimitState {
  /** Calls that Intercom allows in the window. */
  readonly limit: number;
  /** Calls that are left in it. */
  readonly remaining: number;
  /** When the window ends. */
  readonly resetAt: Date;
  /** Calls that wait for a permit. */
  readonly waiting: number;
}
