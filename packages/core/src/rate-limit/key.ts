import type { Token } from "../transport/options.ts";

/**
 * Names the workspace whose calls a store counts: by what was told, or by token and host, as the first
 * half of a SHA-256 digest. A store that others may read holds no token.
 */
export function limitKey(settings: {
  readonly token: Token;
  readonly baseUrl: string;
  readonly rateLimit: { readonly key: string | undefined };
}): () => Promise<string> {
  const { token, baseUrl, rateLimit } = settings;
  let key: Promise<string> | undefined;
  return () => {
    // Made when a store is asked for the first time: most clients have none.
    key ??=
      rateLimit.key === undefined ? digest(`${baseUrl}\n${token}`) : Promise.resolve(rateLimit.key);
    return key;
  };
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(
    await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)),
  );
  return Array.from(bytes.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
