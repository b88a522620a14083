/** What kind of failure an error of Interkit is. */
export type ErrorKind =
  | "api"
  | "connection"
  | "timeout"
  | "response"
  | "config"
  | "signature"
  | "sign-in"
  | "not-connected"
  | "job"
  | "job-failed"
  | "export";

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
  /** How many attempts the call made; only there on errors of calls that were sent. */
  declare readonly attempts?: number;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // Set by name, since minifiers rename classes.
    this.name = "InterkitError";
  }
}

/**
 * How far a list had been read, as plain JSON: another process goes on from there with `resumeFrom`. It
 * has no item, no argument and no secret, only hashes of them and the cursor of the server.
 */
export interface Checkpoint {
  /** The operation of the list, such as `"GET /contacts"`. */
  readonly route: string;
  /** A hash of the list's arguments: a list with other arguments refuses the checkpoint. */
  readonly arguments: string;
  /**
   * The API version of the client: a client of another version refuses the checkpoint. Checkpoints of
   * earlier releases do not have it, nor `workspace`, and are accepted without.
   */
  readonly version?: string;
  /**
   * The `workspaceKey` of the client: a client of another workspace refuses the checkpoint. Missing where
   * the client does not know its workspace.
   */
  readonly workspace?: string;
  /**
   * The parameters of the page to read next, such as `{ starting_after: "…" }` or `{ page: 3 }`; missing
   * for the first page. A scroll of companies cannot be continued, so that it never has one.
   */
  readonly position?: Readonly<Record<string, unknown>>;
  /** A hash of the last item of that page that is done; missing when none is. */
  readonly last?: string;
  /** The ranges that are left of a search in ranges, each with a place of its own. */
  readonly ranges?: readonly unknown[];
  /** How many items a search in ranges had in all when it began. */
  readonly total?: number;
  /** Pages that are done. */
  readonly pages: number;
  /** Items that are done. */
  readonly items: number;
  /** The list was read to its end. */
  readonly complete?: true;
}
