/** How a client stands towards Intercom's limit, as far as it knows. */
export interface RateLimitState {
  /** Calls that Intercom allows in the window. */
  readonly limit: number;
  /** Calls that are left in it. */
  readonly remaining: number;
  /** When the window ends. */
  readonly resetAt: Date;
  /** Calls that wait for their turn. */
  readonly waiting: number;
}
