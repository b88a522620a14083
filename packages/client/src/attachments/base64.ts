/** A multiple of three bytes has no padding; more arguments than this are too many for a call. */
const partSize = 3 * 8192;

/** Encodes bytes in base64. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += partSize) {
    parts.push(btoa(String.fromCharCode(...bytes.subarray(from, from + partSize))));
  }
  return parts.join("");
}
