import type { SignatureScheme } from "./schemes.ts";
import { type Secrets, secretsOf } from "./secrets.ts";

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
