import type { Token } from "../transport/options.ts";

/**
 * Returns the key of the workspace in a store: the configured one, or the first half of a SHA-256
 * digest of token and host. The key reveals no token to other readers of the store.
 */
export function limitKey(settings: {
  readonly token: Token;
  readonly baseUrl: string;
  readonly rateLimit: { readonly key: string | undefined };
}): () => Promise<string> {
  const { token, baseUrl, rateLimit } = settings;
  let key: Promise<string> | undefined;
  return () => {
    // Computed at the first query to a store, since most clients have none.
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
