import { importKey } from "#hmac";
import { checkNames } from "../options/option-names.ts";
import { type Bytes, bytesOf } from "./body.ts";
import { checkKind, type SignatureKind, schemes } from "./schemes.ts";
import { secretsOf } from "./secrets.ts";

/**
 * Signs a body as Intercom does, for tests of an endpoint. Resolves to the headers to send with it.
 *
 * @param body the bytes, or text that is sent as UTF-8.
 * @throws {ConfigError} for an empty secret, an unknown kind or option, and a body that is neither text nor bytes.
 *
 * @example
 * ```ts
 * import { signBody } from "@interkit/webhooks";
 *
 * const body = JSON.stringify({ type: "notification_event", topic: "ping" });
 * const headers = await signBody(body, { secret: "client secret" });
 * await fetch("http://127.0.0.1:3000/webhooks", { method: "POST", headers, body });
 * ```
 */
export async function signBody(
  body: string | Uint8Array,
  options: { secret: string; kind?: SignatureKind | undefined },
): Promise<Record<string, string>> {
  checkNames("signBody", options, ["secret", "kind"]);
  const { secret, kind = "notification" } = options;
  checkKind(kind);
  const { header, hash, prefix } = schemes[kind];
  const [first = ""] = secretsOf(secret);
  const key = await importKey(first, hash);
  const signature = await key.sign(bytesOf(body));
  return { [header]: `${prefix}${hexOf(signature)}` };
}

/** Bytes in hexadecimal digits. */
export function hexOf(bytes: Bytes): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
