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
  const results = await Promise.all(imported.map((key) => key.verify(signature, body)));
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
  const hasPrefix = value.startsWith(prefix);
  const bytes = more.length === 0 ? bytesOfHex(value, hasPrefix ? prefix.length : 0) : undefined;
  if (bytes?.length === length && (hasPrefix || !needsPrefix)) return bytes;
  throw new SignatureError(
    `${header} is not one signature of the form ${prefix && `"${prefix}" and `}${2 * length} hexadecimal digits`,
    "malformed",
  );
}

/** The bytes that the digits after a place stand for; undefined where these are no whole bytes. */
function bytesOfHex(text: string, start: number): Bytes | undefined {
  if ((text.length - start) % 2 !== 0) return undefined;
  const bytes = new Uint8Array((text.length - start) / 2);
  for (let at = 0; at < bytes.length; at++) {
    const high = digitAt(text, start + 2 * at);
    const low = digitAt(text, start + 2 * at + 1);
    if (high < 0 || low < 0) return undefined;
    bytes[at] = 16 * high + low;
  }
  return bytes;
}

/** The value of a hexadecimal digit; negative for another character. */
function digitAt(text: string, place: number): number {
  const code = text.charCodeAt(place);
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
