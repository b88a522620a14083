/** What kind of failure an error of Interkit is. */
export type ErrorKind = "api" | "connection" | "timeout" | "response" | "config";

/**
 * What every error of Interkit is. Tell them apart by class, or by `kind` where several copies of a
 * package may be installed. None holds a token or a request body. Of an answer, the message of an
 * `ApiError` quotes the reason that it gives, and no other message anything.
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

/** How far a list had been read: what came before the page that failed. */
export interface Checkpoint {
  /** Pages that were read whole. */
  readonly pages: number;
  /** Items in them. */
  readonly items: number;
  /**
   * What the page that failed was asked with: the cursor that the last good page gave, or a page
   * number. Nothing when it was the first page. The scroll of companies moves on with each call, so
   * that this cursor may lead *behind* a page that was lost: begin a new scroll instead.
   */
  readonly cursor: string | number | undefined;
}
