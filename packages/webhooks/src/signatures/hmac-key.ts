import type { Bytes } from "./body.ts";

/** A secret that bodies are signed with, made once for many of them. */
export interface HmacKey {
  sign(body: Bytes): Bytes | Promise<Bytes>;
  /** In a time that does not depend on where two signatures differ. */
  verify(signature: Bytes, body: Bytes): boolean | Promise<boolean>;
}

export type HmacHash = "SHA-1" | "SHA-256";
