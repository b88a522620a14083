/** Which requests are signed: `notification` for webhooks; `app` for Canvas Kit and uninstalls. */
export type SignatureKind = "notification" | "app";

const schemes = {
  notification: { header: "X-Hub-Signature", hash: "SHA-1", prefix: "sha1=" },
  app: { header: "X-Body-Signature", hash: "SHA-256", prefix: "" },
} as const;

const encoder = new TextEncoder();

/** Signs a body with the client secret of an app, as Intercom does. Resolves to the header. */
export async function signatureHeaders(
  body: string,
  secret: string,
  kind: SignatureKind,
): Promise<Record<string, string>> {
  const { header, hash, prefix } = schemes[kind];
  const algorithm = { name: "HMAC", hash };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, [
    "sign",
  ]);
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(body));
  const digits = [...new Uint8Array(signature)].map((byte) => byte.toString(16).padStart(2, "0"));
  return { [header]: prefix + digits.join("") };
}
