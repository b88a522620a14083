import { ConfigError } from "@interkit/core";
import { checkNames } from "../options/option-names.ts";
import { checkPositive } from "../options/positive.ts";
import { bytesOf } from "./body.ts";
import { SigningKeys } from "./keys.ts";
import { readBody } from "./read-body.ts";
import { checkKind, type SignatureKind } from "./schemes.ts";
import type { Secrets } from "./secrets.ts";
import type { SignedRequest } from "./signed-request.ts";
import { verifyBytes } from "./verify-bytes.ts";

/** Options of `verifySignature`. */
export interface VerifyOptions {
  /** The client secret of the app, or the old and the new one while it is being replaced. */
  readonly secret: Secrets;
  /** Which requests the signature is of; `notification` by default. */
  readonly kind?: SignatureKind | undefined;
  /** The largest body of a `Request` that is read, in bytes; 5,000,000 by default. */
  readonly maxBodyBytes?: number | undefined;
}

/**
 * Checks that Intercom signed a request, and resolves to the bytes of its body. The time that the
 * comparison takes does not depend on where two signatures differ.
 *
 * @param request a `Request`, whose body is read, or its headers and raw body.
 * @throws {SignatureError} when it is not signed with one of the secrets.
 * @throws {RangeError} for a body of a `Request` of more than `maxBodyBytes`: the rest is not read.
 * @throws {ConfigError} for a body that was parsed already, for an empty secret, and for wrong options.
 *
 * @example
 * ```ts
 * import { verifySignature } from "@interkit/webhooks";
 *
 * export async function receive(request: Request): Promise<Response> {
 *   const secret = process.env["INTERCOM_CLIENT_SECRET"] ?? "";
 *   const body = await verifySignature(request, { secret });
 *   console.log(JSON.parse(new TextDecoder().decode(body)));
 *   return new Response();
 * }
 * ```
 */
export async function verifySignature(
  request: Request | SignedRequest,
  options: VerifyOptions,
): Promise<Uint8Array> {
  checkNames("verifySignature", options, ["secret", "kind", "maxBodyBytes"]);
  const { secret, kind = "notification", maxBodyBytes = 5_000_000 } = options;
  const keys = new SigningKeys(secret);
  checkKind(kind);
  checkPositive({ maxBodyBytes });
  if (typeof Object(request).headers !== "object") {
    throw new ConfigError("verifySignature takes a Request, or its headers and raw body");
  }
  // A `Request` of a framework may be of a class of its own.
  const body = bytesOf(
    "arrayBuffer" in request ? await readBody(request, maxBodyBytes) : request.body,
  );
  await verifyBytes(request.headers, body, keys, kind);
  return body;
}
