import { bytesOf } from "./body.ts";
import { SigningKeys } from "./keys.ts";
import { readBody } from "./read-body.ts";
import type { SignatureKind } from "./schemes.ts";
import type { Secrets } from "./secrets.ts";
import type { SignedRequest } from "./signed-request.ts";
import { verifyBytes } from "./verify-bytes.ts";

/**
 * Checks that Intercom signed a request, and resolves to the bytes of its body. The time that the
 * comparison takes does not depend on where two signatures differ.
 *
 * @param request a `Request`, whose body is read, or its headers and raw body.
 * @throws {SignatureError} when it is not signed with one of the secrets.
 * @throws {ConfigError} for a body that was parsed already, and for an empty secret.
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
  { secret, kind = "notification" }: { secret: Secrets; kind?: SignatureKind | undefined },
): Promise<Uint8Array> {
  const keys = new SigningKeys(secret);
  // A `Request` of a framework may be of a class of its own.
  const body = bytesOf("arrayBuffer" in request ? await readBody(request) : request.body);
  await verifyBytes(request.headers, body, keys, kind);
  return body;
}
