import { ConfigError } from "@interkit/core";
import type { SignatureScheme } from "./schemes.ts";

/** A secret, or several while one is being replaced. */
export type Secrets = string | readonly string[];

/** The secrets as a list. @throws {ConfigError} for none, and for what is no text. */
export function secretsOf(secret: Secrets): readonly string[] {
  const list = typeof secret === "string" ? [secret] : secret;
  const isUsable =
    Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === "string" && one);
  if (isUsable) return list;
  throw new ConfigError(
    `"secret" must be a text that is not empty, or a list of such; the Developer Hub shows the client secret of an app under Basic information`,
  );
}

const encoder = new TextEncoder();

/** The keys of the secrets for one kind of signature, made once. */
export class SigningKeys {
  readonly #secrets: readonly string[];
  readonly #keys = new Map<string, Promise<readonly CryptoKey[]>>();

  constructor(secret: Secrets) {
    this.#secrets = secretsOf(secret);
  }

  of({ hash }: SignatureScheme): Promise<readonly CryptoKey[]> {
    let keys = this.#keys.get(hash);
    if (keys === undefined) {
      keys = Promise.all(this.#secrets.map((secret) => importKey(secret, hash)));
      this.#keys.set(hash, keys);
    }
    return keys;
  }
}

export function importKey(secret: string, hash: string): Promise<CryptoKey> {
  const bytes = encoder.encode(secret);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash }, false, ["sign", "verify"]);
}
