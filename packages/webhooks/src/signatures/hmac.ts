import { bytesOf } from "./body.ts";
import type { HmacHash, HmacKey } from "./hmac-key.ts";

/** Keys of Web Crypto, which all platforms have. */
export async function importKey(secret: string, hash: HmacHash): Promise<HmacKey> {
  const { subtle } = crypto;
  const usages: ["sign", "verify"] = ["sign", "verify"];
  const key = await subtle.importKey("raw", bytesOf(secret), { name: "HMAC", hash }, false, usages);
  return {
    sign: async (body) => new Uint8Array(await subtle.sign("HMAC", key, body)),
    verify: (signature, body) => subtle.verify("HMAC", key, signature, body),
  };
}
