/**
 * Counts the calls of a window. Several processes that share a token share its limit when they share a
 * store.
 *
 * A store that throws, takes more than half a second or returns no plausible count fails no call.
 * After three such results in a row each process counts for itself, and queries the store again every
 * five seconds.
 */
export interface RateLimitStore {
  /**
   * Adds calls to a window atomically, and returns how many calls of all processes have been counted
   * in it, these included.
   *
   * @param window Names the window: whose it is, and when it ends. Holds no token.
   * @param calls How many to add; below zero, how many to take back.
   * @param expiresInMs After which the window may be forgotten.
   */
  add(window: string, calls: number, expiresInMs: number): Promise<number>;
}
