import { InterkitError } from "@interkit/core";

/**
 * Why an export has no rows, or not all:
 *
 * - `"failed"`: Intercom could not make it.
 * - `"canceled"`: it was cancelled at Intercom.
 * - `"not-found"`: Intercom has no job with this id, or no longer.
 * - `"expired"`: it is complete, and Intercom no longer has its file.
 * - `"unreadable"`: the file is cut off, damaged or not in a format that is known.
 * - `"row-limit"`: the file has as many rows as Intercom exports at most, so that rows may be missing.
 */
export type ExportErrorReason =
  | "failed"
  | "canceled"
  | "not-found"
  | "expired"
  | "unreadable"
  | "row-limit";

/**
 * An export ended without its rows, or its file cannot be read. The message says what to do. Neither it nor
 * `cause` has data of the file.
 *
 * @example
 * ```ts
 * import { ExportError } from "@interkit/client/helpers/content-export";
 *
 * const mayStartAgain = (error: unknown) =>
 *   error instanceof ExportError && (error.reason === "expired" || error.reason === "not-found");
 * ```
 */
export class ExportError extends InterkitError {
  override readonly kind = "export";
  /** Why there are no rows, or not all. */
  readonly reason: ExportErrorReason;
  /** The id of the job at Intercom. */
  readonly jobIdentifier: string | undefined;

  constructor(
    message: string,
    init: {
      readonly reason: ExportErrorReason;
      readonly jobIdentifier: string | undefined;
      readonly cause?: unknown;
    },
  ) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = "ExportError";
    this.reason = init.reason;
    this.jobIdentifier = init.jobIdentifier;
  }
}
