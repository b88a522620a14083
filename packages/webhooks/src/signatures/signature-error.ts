import { InterkitError } from "@interkit/core";

/** What is wrong with a signature: there is none, it is no signature, or it is one of something else. */
export type SignatureProblem = "missing" | "malformed" | "mismatch";

/**
 * A request that was not signed with the secret, so that anybody may have sent it. The message has
 * neither the secret nor the signature.
 *
 * @example
 * ```ts
 * import { SignatureError, verifySignature } from "@interkit/webhooks";
 *
 * export async function isFromIntercom(request: Request): Promise<boolean> {
 *   const secret = process.env["INTERCOM_CLIENT_SECRET"] ?? "";
 *   try {
 *     await verifySignature(request, { secret });
 *     return true;
 *   } catch (error) {
 *     if (error instanceof SignatureError) return false;
 *     throw error;
 *   }
 * }
 * ```
 */
export class SignatureError extends InterkitError {
  override readonly kind = "signature";
  /** What is wrong, as a word. */
  readonly problem: SignatureProblem;

  constructor(message: string, problem: SignatureProblem) {
    super(message);
    this.name = "SignatureError";
    this.problem = problem;
  }
}
