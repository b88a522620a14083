import { createHmac, timingSafeEqual } from "node:crypto";
import { type Bytes, bytesOf } from "./body.ts";
import type { HmacHash, HmacKey } from "./hmac-key.ts";

/** Keys of Node's own module: Web Crypto hands each body to another thread, which costs more than the hash. */
export async function importKey(secret: string, hash: HmacHash): Promise<HmacKey> {
  const key = bytesOf(secret);
  const name = hash === "SHA-1" ? "sha1" : "sha256";
  const sign = (body: Bytes): Bytes => {
    return bytesOf(createHmac(name, key).update(body).digest());
  };
  return {
    sign,
    verify: (signature, body) => {
      const own = sign(body);
      return own.length === signature.length && timingSafeEqual(own, signature);
    },
  };
}
