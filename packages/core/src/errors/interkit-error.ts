/** What kind of failure an error of Interkit is. */
export type ErrorKind = "api" | "connection" | "timeout" | "response" | "config";

/**
 * The base class of all errors of Interkit. Distinguish them by class, or by `kind` where several copies
 * of a package may be installed. None contains a token or a request body. The message of an `ApiError`
 * quotes the reason in the response; no other message quotes a response.
 *
 * @example
 * ```ts
 * import { InterkitError } from "@interkit/core";
 *
 * const kindOf = (error: unknown) => (error instanceof InterkitError ? error.kind : "foreign");
 * ```
 */
export abstract class InterkitError extends Error {
  /** Which class it is, as a word. */
  abstract readonly kind: ErrorKind;
  /** How far a list had been read when it failed; only there on errors of lists. */
  declare readonly checkpoint?: Checkpoint;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // Set by name, since minifiers rename classes.
    this.name = "InterkitError";
  }
}

/** How far a list had been read: the pages and items before the page that failed. */
export interface Checkpoint {
  /** Pages that were read whole. */
  readonly pages: number;
  /** Items in them. */
  readonly items: number;
  /**
   * The cursor or page number of the request that failed; nothing when it was the first page. The scroll
   * of companies advances with each call, so that this cursor may be *behind* a page that was lost: start
   * a new scroll instead.
   */
  readonly cursor: string | number | undefined;
}
