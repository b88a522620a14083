import { ConfigError } from "@interkit/core";
import { signJwt } from "../jwt/jwt.ts";
import { checkServer } from "../jwt/server-only.ts";
import { checkNames } from "../options/option-names.ts";
import { bytesOf } from "../signatures/body.ts";

/** What a token says about a user of the Messenger. */
export interface MessengerClaims {
  /** The id of the user in your system. Intercom refuses a token without it. */
  readonly user_id: string;
  /** The email address of the user. */
  readonly email?: string | undefined;
  /** The name of the user. */
  readonly name?: string | undefined;
  /** The token has it: see `expiresInSeconds`. */
  readonly exp?: never;
  /** The token has it. */
  readonly iat?: never;
  /** Other attributes of the user, which a page cannot change then. They have to be JSON. */
  readonly [attribute: string]: unknown;
}

/** Options of `signMessengerJwt`. */
export interface MessengerJwtOptions {
  /** The secret of the Messenger's security settings, which is not the client secret of an app. */
  readonly secret: string;
  /** How long the token is valid, in seconds; 3,600 by default. */
  readonly expiresInSeconds?: number | undefined;
}

/** RFC 7518, section 3.2: a key of HS256 has at least as many bytes as its hash. */
const minSecretBytes = 32;
const reserved = ["aud", "exp", "iat", "iss", "jti", "nbf", "sub"];

/**
 * Signs a JSON Web Token that proves to the Messenger who its user is: the page passes it on as
 * `intercom_user_jwt`. Sign one for the user who is signed in at your server, and never for an id that the
 * page sends.
 *
 * @throws {ConfigError} without a `user_id`, for a secret of less than 32 bytes, for claims that a token
 * has already or that are no JSON, for unknown options, and in a page of a browser.
 * @see https://developers.intercom.com/installing-intercom/web/identity-verification
 *
 * @example
 * ```ts
 * import { signMessengerJwt } from "@interkit/webhooks/identity";
 *
 * export const settingsFor = async (user: { id: string; email: string }) => ({
 *   app_id: "abc12345",
 *   intercom_user_jwt: await signMessengerJwt(
 *     { user_id: user.id, email: user.email },
 *     { secret: process.env["INTERCOM_MESSENGER_SECRET"] ?? "", expiresInSeconds: 600 },
 *   ),
 * });
 * ```
 */
export async function signMessengerJwt(
  claims: MessengerClaims,
  options: MessengerJwtOptions,
): Promise<string> {
  checkServer("signMessengerJwt");
  checkNames("signMessengerJwt", options, ["secret", "expiresInSeconds"]);
  const { secret, expiresInSeconds = 3_600 } = options;
  if (typeof secret !== "string" || bytesOf(secret).byteLength < minSecretBytes) {
    throw new ConfigError(
      `The secret of the Messenger must be a text of at least ${minSecretBytes} bytes: copy all of it from the Messenger's security settings`,
    );
  }
  if (!Number.isSafeInteger(expiresInSeconds) || expiresInSeconds <= 0) {
    throw new ConfigError('"expiresInSeconds" must be a whole number of seconds, 1 or more');
  }
  // What a class gives its objects, and what is computed, is not part of the token, or may be another value then.
  const own = { ...claims };
  checkClaims(own);
  const iat = Math.floor(Date.now() / 1_000);
  return signJwt({ ...own, iat, exp: iat + expiresInSeconds }, secret);
}

function checkClaims(claims: MessengerClaims): void {
  const { user_id } = claims;
  if (typeof user_id !== "string" || user_id === "") {
    throw new ConfigError('"user_id" must be the id of the user in your system, as a text');
  }
  for (const [name, value] of Object.entries(claims)) {
    if (reserved.includes(name)) {
      throw new ConfigError(
        `"${name}" is a claim of the token itself and no attribute of a user; its expiry is "expiresInSeconds"`,
      );
    }
    if (!isJson(value)) {
      throw new ConfigError(
        `The attribute "${name}" is not JSON; give text for dates and big numbers`,
      );
    }
  }
}

/**
 * Whether a value is the same after it was written as JSON; `undefined` is left out.
 *
 * @param above the objects that the value is in, none of which it may be.
 */
function isJson(value: unknown, above: readonly object[] = []): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object") return typeof value === "string" || typeof value === "boolean";
  if (above.includes(value)) return false;
  const path = [...above, value];
  if (Array.isArray(value)) return value.every((one) => one !== undefined && isJson(one, path));
  const prototype: unknown = Object.getPrototypeOf(value);
  // The prototype of a plain object has none of its own, in whichever realm it was made.
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isPlain && Object.values(value).every((one) => isJson(one, path));
}
