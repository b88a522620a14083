import { InterkitError } from "@interkit/core";

/**
 * Why a sign-in was refused: `state-missing` without the state or its cookie, `state-mismatch` for a state
 * of another browser or one that was changed, `state-expired` and `state-used`; `code-missing` for a callback
 * without a code; `unverified-email` for a teammate who has not confirmed their address, `no-workspace` for
 * a token of no workspace.
 */
export type SignInProblem =
  | "state-missing"
  | "state-mismatch"
  | "state-expired"
  | "state-used"
  | "code-missing"
  | "unverified-email"
  | "no-workspace";

const messages: Readonly<Record<SignInProblem, string>> = {
  "state-missing":
    "The callback has no state, or the browser did not send the cookie of this sign-in: start again, and in the same browser",
  "state-mismatch":
    "The state was not made for this browser, or it was changed: start again, and check that all servers have the same client secret",
  "state-expired": 'The sign-in took too long: start again, or raise "stateTtlMs"',
  "state-used": "This callback was handled before: start again",
  "code-missing": "The callback has no code",
  "unverified-email":
    "The teammate has not confirmed their email address, so that it may be that of someone else",
  "no-workspace": "GET /me gave no workspace for the token",
};

/**
 * A sign-in that was refused; `problem` is the reason as a word. The message has neither the code nor a
 * token or secret. What Intercom refuses is an `ApiError`.
 *
 * @example
 * ```ts
 * import { SignInError } from "@interkit/webhooks/sign-in";
 *
 * export const isTooLate = (error: unknown) =>
 *   error instanceof SignInError && error.problem === "state-expired";
 * ```
 */
export class SignInError extends InterkitError {
  override readonly kind = "sign-in";
  /** Why, as a word. */
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem) {
    super(messages[problem]);
    this.name = "SignInError";
    this.problem = problem;
  }
}
