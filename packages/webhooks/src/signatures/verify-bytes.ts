import type { Bytes } from "./body.ts";
import { valuesOf } from "./header-values.ts";
import type { SigningKeys } from "./keys.ts";
import { type SignatureKind, type SignatureScheme, schemes } from "./schemes.ts";
import { SignatureError } from "./signature-error.ts";
import type { RequestHeaders } from "./signed-request.ts";

/** @throws {SignatureError} when the bytes are not signed with one of the keys. */
export async function verifyBytes(
  headers: RequestHeaders,
  body: Bytes,
  keys: SigningKeys,
  kind: SignatureKind,
): Promise<void> {
  const scheme = schemes[kind];
  const signature = signatureIn(headers, scheme, kind);
  const imported = await keys.of(scheme);
  // Each key is tried, so that the time does not say which of them fits.
  const results = await Promise.all(
    imported.map((key) => crypto.subtle.verify("HMAC", key, signature, body)),
  );
  if (results.includes(true)) return;
  throw new SignatureError(
    `The signature in ${scheme.header} is not one of this body: check that the secret is ${scheme.secret}, and that the body is raw, byte for byte as it came`,
    "mismatch",
  );
}

function signatureIn(headers: RequestHeaders, scheme: SignatureScheme, kind: SignatureKind): Bytes {
  const { header, length, prefix, needsPrefix } = scheme;
  const [value, ...more] = valuesOf(headers, header);
  if (value === undefined) {
    const [other] = Object.values(schemes).filter(
      (one) => valuesOf(headers, one.header).length > 0,
    );
    const hint = other
      ? `, but there is ${other.header}: this is another kind of request than "${kind}"`
      : ": Intercom did not send it, or a proxy removed the header";
    throw new SignatureError(`The request has no ${header}${hint}`, "missing");
  }
  const digits = value.startsWith(prefix) ? value.slice(prefix.length) : value;
  const isWhole =
    more.length === 0 &&
    digits.length === 2 * length &&
    /^[0-9a-f]+$/i.test(digits) &&
    (value.startsWith(prefix) || !needsPrefix);
  if (isWhole) {
    return Uint8Array.from({ length }, (_, index) =>
      Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16),
    );
  }
  throw new SignatureError(
    `${header} is not one signature of the form "${prefix}" and ${2 * length} hexadecimal digits`,
    "malformed",
  );
}
