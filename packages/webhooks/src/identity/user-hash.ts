import { ConfigError } from "@interkit/core";
import { importKey } from "#hmac";
import { checkServer } from "../jwt/server-only.ts";
import { bytesOf } from "../signatures/body.ts";
import { hexOf } from "../signatures/sign.ts";

/**
 * The `user_hash` of a user: HMAC-SHA256 of the id, or of the email address where the page sends no id, in
 * hexadecimal digits. It never expires.
 *
 * @deprecated Intercom has replaced it: use `signMessengerJwt`, whose tokens expire.
 *
 * @throws {ConfigError} for an empty id or secret, and in a page of a browser.
 * @see https://www.intercom.com/help/en/articles/10807823-migrating-from-identity-verification-to-messenger-security-with-jwts
 *
 * @example
 * ```ts
 * import { userHash } from "@interkit/webhooks/identity";
 *
 * const secret = process.env["INTERCOM_MESSENGER_SECRET"] ?? "";
 * const settings = { user_id: "4711", user_hash: await userHash("4711", secret) };
 * console.log(settings);
 * ```
 */
export async function userHash(userIdOrEmail: string, secret: string): Promise<string> {
  checkServer("userHash");
  for (const [name, value] of Object.entries({ userIdOrEmail, secret })) {
    if (typeof value === "string" && value !== "") continue;
    throw new ConfigError(`"${name}" of userHash must be a text that is not empty`);
  }
  const key = await importKey(secret, "SHA-256");
  return hexOf(await key.sign(bytesOf(userIdOrEmail)));
}
