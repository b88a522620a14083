import { ConfigError } from "@interkit/core";
import { type Bytes, bytesOf } from "./body.ts";
import { type Secrets, SigningKeys } from "./keys.ts";
import { type SignatureKind, type SignatureScheme, schemes } from "./schemes.ts";
import { SignatureError } from "./signature-error.ts";

/** The headers of a request, as any framework has them. Upper and lower case do not matter. */
export type RequestHeaders =
  | Headers
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request as it came. */
export interface SignedRequest {
  /** As the framework has them. */
  readonly headers: RequestHeaders;
  /** The raw body: its bytes, or text that was UTF-8. */
  readonly body: string | ArrayBuffer | Uint8Array;
}

/**
 * Checks that Intercom signed a request, and resolves to the bytes of its body. The time that the
 * comparison takes does not depend on where two signatures differ.
 *
 * @param request a `Request`, whose body is read, or its headers and raw body.
 * @throws {SignatureError} when it is not signed with one of the secrets.
 * @throws {ConfigError} for a body that was parsed already, and for an empty secret.
 *
 * @example
 * ```ts
 * import { verifySignature } from "@interkit/webhooks";
 *
 * export async function receive(request: Request): Promise<Response> {
 *   const secret = process.env["INTERCOM_CLIENT_SECRET"] ?? "";
 *   const body = await verifySignature(request, { secret });
 *   console.log(JSON.parse(new TextDecoder().decode(body)));
 *   return new Response();
 * }
 * ```
 */
export async function verifySignature(
  request: Request | SignedRequest,
  { secret, kind = "notification" }: { secret: Secrets; kind?: SignatureKind | undefined },
): Promise<Uint8Array> {
  const keys = new SigningKeys(secret);
  // A `Request` of a framework may be of a class of its own.
  const body = "arrayBuffer" in request ? await readBody(request) : bytesOf(request.body);
  await verifyBytes(request.headers, body, keys, kind);
  return body;
}

async function readBody(request: Request): Promise<Bytes> {
  if (request.bodyUsed) {
    throw new ConfigError(
      "The body of the request was read already: verify it first, or give { headers, body } with the raw body",
    );
  }
  return new Uint8Array(await request.arrayBuffer());
}

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

/** All values of a header, whatever its case. */
function valuesOf(headers: RequestHeaders, name: string): string[] {
  if (isHeaders(headers)) return headers.get(name)?.split(/,\s*/) ?? [];
  return Object.entries(headers).flatMap(([key, value]) => {
    if (value === undefined || key.toLowerCase() !== name.toLowerCase()) return [];
    return [value].flat().flatMap((one) => String(one).split(/,\s*/));
  });
}

const isHeaders = (headers: RequestHeaders): headers is Headers =>
  typeof (headers as Headers).get === "function";
