import { importKey } from "#hmac";
import { type Bytes, bytesOf } from "../signatures/body.ts";

const hash = "SHA-256";
const header = encode(JSON.stringify({ alg: "HS256", typ: "JWT" }));

/** Signs claims as a JSON Web Token with HS256. */
export async function signJwt(claims: object, secret: string): Promise<string> {
  const signed = `${header}.${encode(JSON.stringify(claims))}`;
  const key = await importKey(secret, hash);
  const signature = await key.sign(bytesOf(signed));
  return `${signed}.${encode(signature)}`;
}

/**
 * The claims of a token of `signJwt` that was signed with the secret; `undefined` for any other text. The
 * time that the comparison takes does not depend on where two signatures differ. Whether the token has
 * expired is not checked.
 */
export async function readJwt(token: string, secret: string): Promise<unknown> {
  const [start, claims, signature, ...more] = token.split(".");
  if (claims === undefined || signature === undefined || more.length > 0) return undefined;
  // The algorithm is always this one: what the header says about it is not used.
  const key = await importKey(secret, hash);
  const bytes = decode(signature);
  const isSigned = bytes !== undefined && (await key.verify(bytes, bytesOf(`${start}.${claims}`)));
  return isSigned ? JSON.parse(new TextDecoder().decode(decode(claims))) : undefined;
}

/** Text or bytes in base64url without padding. */
export function encode(content: string | Bytes): string {
  // One character for each byte, in steps: a call takes a limited number of arguments.
  let binary = "";
  for (const byte of bytesOf(content)) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/[+]/g, "-").replace(/[/]/g, "_").replace(/=+$/, "");
}

function decode(text: string): Bytes | undefined {
  if (!/^[\w-]*$/.test(text)) return undefined;
  try {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
