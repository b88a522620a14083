import { ConfigError } from "@interkit/core";
import { checkNames } from "../options/option-names.ts";
import { type Secrets, secretsOf } from "../signatures/secrets.ts";
import { SignatureError } from "../signatures/signature-error.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** Bytes before the ciphertext, and after it. */
const [nonceLength, tagLength] = [12, 16];

/**
 * Decrypts the user of a request for a sheet, which the Messenger sends without a signature. It resolves to
 * the user as Intercom sent it.
 *
 * @param user the `user` of the request: base64 of the nonce, the ciphertext and the tag of AES-256-GCM.
 * @throws {SignatureError} for what was not encrypted with one of the secrets, so that anybody may have
 *   sent it.
 * @throws {ConfigError} for an empty secret, for unknown options, and for a user that is no text.
 * @see https://developers.intercom.com/docs/canvas-kit#sheets-optional
 *
 * @example
 * ```ts
 * import { decryptSheetUser } from "@interkit/webhooks/canvas";
 *
 * export async function openSheet(request: Request): Promise<Response> {
 *   const form = new URLSearchParams(await request.text());
 *   const { user } = JSON.parse(form.get("intercom_data") ?? "{}");
 *   const secret = process.env["INTERCOM_CLIENT_SECRET"] ?? "";
 *   const { id } = await decryptSheetUser(user, { secret });
 *   console.log(id);
 *   return new Response("<h1>Book a call</h1>", { headers: { "Content-Type": "text/html" } });
 * }
 * ```
 */
export async function decryptSheetUser(
  user: string,
  options: { secret: Secrets },
): Promise<Record<string, unknown>> {
  checkNames("decryptSheetUser", options, ["secret"]);
  const { secret } = options;
  const secrets = secretsOf(secret);
  if (typeof user !== "string") {
    throw new ConfigError(`The user of a sheet must be a text: give the "user" of the request`);
  }
  const bytes = bytesOfBase64(user);
  for (const one of secrets) {
    const text = await decrypt(bytes, one);
    const decrypted: unknown = text === undefined ? undefined : JSON.parse(text);
    if (typeof decrypted === "object" && decrypted !== null) return { ...decrypted };
  }
  throw new SignatureError(
    "The user of the sheet is not encrypted with this secret: check that it is the client secret of the app",
    "mismatch",
  );
}

function bytesOfBase64(text: string): ReturnType<Uint8Array["slice"]> {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    if (bytes.length >= nonceLength + tagLength) return bytes;
  } catch {
    // The error below says the same.
  }
  throw new SignatureError(
    "The user of the sheet is not base64 of a nonce, a ciphertext and a tag",
    "malformed",
  );
}

async function decrypt(
  bytes: ReturnType<Uint8Array["slice"]>,
  secret: string,
): Promise<string | undefined> {
  const digest = await crypto.subtle.digest("SHA-256", encoder.encode(secret));
  const key = await crypto.subtle.importKey("raw", digest, "AES-GCM", false, ["decrypt"]);
  const algorithm = { name: "AES-GCM", iv: bytes.slice(0, nonceLength), tagLength: 8 * tagLength };
  try {
    return decoder.decode(await crypto.subtle.decrypt(algorithm, key, bytes.slice(nonceLength)));
  } catch {
    return undefined;
  }
}
