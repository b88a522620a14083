import { importKey } from "#hmac";
import type { HmacHash, HmacKey } from "./hmac-key.ts";
import type { SignatureScheme } from "./schemes.ts";
import { type Secrets, secretsOf } from "./secrets.ts";

/** The keys of the secrets for one kind of signature, made once. */
export class SigningKeys {
  readonly #secrets: readonly string[];
  readonly #keys = new Map<HmacHash, Promise<readonly HmacKey[]>>();

  constructor(secret: Secrets) {
    this.#secrets = secretsOf(secret);
  }

  of({ hash }: SignatureScheme): Promise<readonly HmacKey[]> {
    let keys = this.#keys.get(hash);
    if (keys === undefined) {
      keys = Promise.all(this.#secrets.map((secret) => importKey(secret, hash)));
      this.#keys.set(hash, keys);
    }
    return keys;
  }
}
