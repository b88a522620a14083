import { ConfigError } from "@interkit/core";

/**
 * Bytes with memory of their own: `Uint8Array<ArrayBuffer>`. `Uint8Array` takes a parameter only since
 * TypeScript 5.7; in all of its versions, this is what `slice` returns.
 */
export type Bytes = ReturnType<Uint8Array["slice"]>;

const encoder = new TextEncoder();

/** @throws {ConfigError} for what is neither text nor bytes, such as JSON that was parsed. */
export function bytesOf(body: unknown): Bytes {
  if (typeof body === "string") return encoder.encode(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (ArrayBuffer.isView(body)) {
    const { buffer, byteOffset, byteLength } = body;
    if (buffer instanceof ArrayBuffer) return new Uint8Array(buffer, byteOffset, byteLength);
    // Shared memory may change while it is verified.
    return Uint8Array.from(new Uint8Array(buffer, byteOffset, byteLength));
  }
  throw new ConfigError(
    "The body of the request was parsed already: a signature is one of its bytes. Give the raw body, and mount the endpoint before any parser of JSON",
  );
}
