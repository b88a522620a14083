/**
 * Names are stored as the bytes of UTF-16, highest first: each text is kept as it is, and the order is that of
 * JavaScript. JSON needs none of it, since it escapes what SQLite's text cannot keep.
 */
export function toBytes(text: string): Uint8Array {
  return Buffer.from(text, "utf16le").swap16();
}

/** Such a text again. */
export function toText(bytes: unknown): string {
  return Buffer.from(bytes as Uint8Array)
    .swap16()
    .toString("utf16le");
}
