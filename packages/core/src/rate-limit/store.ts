/**
 * Where the calls of a window are counted. Several processes that share a token share its limit when
 * they share a store.
 *
 * A store that throws, takes more than half a second or gives no sensible count fails no call. After
 * three such answers in a row each process counts for itself, and asks again every five seconds.
 */
export interface RateLimitStore {
  /**
   * Adds calls to a window in one step, and gives how many have been counted in it by everyone, these
   * included.
   *
   * @param window Names the window: whose it is, and when it ends. Holds no token.
   * @param calls How many to add; below zero, how many to take back.
   * @param expiresInMs After which the window may be forgotten.
   */
  add(window: string, calls: number, expiresInMs: number): Promise<number>;
}
