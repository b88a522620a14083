/**
 * Where the calls of a window are counted. Several processes that share a token share its limit when
 * they share a store.
 *
 * A store that fails or takes more than a second does not fail calls: each process then counts for
 * itself.
 */
export interface RateLimitStore {
  /**
   * Adds calls to a window, and gives how many have been counted in it by everyone, these included.
   *
   * @param window Names the window: whose token's it is, and when it ends. Holds no token.
   * @param calls How many to add; 0 only asks.
   * @param expiresInMs After which the window may be forgotten.
   */
  add(window: string, calls: number, expiresInMs: number): Promise<number>;
}
