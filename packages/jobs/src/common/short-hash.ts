import { createHash } from "node:crypto";

/** A short hash of what JSON makes of a value, to recognise it again. */
export function shortHash(value: unknown): string {
  const text = JSON.stringify(value, (_, inner) =>
    typeof inner === "bigint" ? String(inner) : inner,
  );
  return createHash("sha256")
    .update(text ?? "")
    .digest("base64url")
    .slice(0, 16);
}
