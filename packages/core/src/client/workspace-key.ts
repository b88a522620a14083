import type { Settings } from "./settings.ts";

/** Returns the `workspaceKey` of a client. */
export function workspaceKey(
  settings: Pick<Settings, "token" | "baseUrl" | "rateLimit">,
): string | undefined {
  const { token, baseUrl, rateLimit } = settings;
  const name = rateLimit?.key ?? token;
  return typeof name === "string" ? hash(`${baseUrl}\n${name}`) : undefined;
}

/** FNV-1a. Its 32 bits are too few to find a token by, and it needs no promise, as SHA-256 does. */
function hash(text: string): string {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  return (sum >>> 0).toString(36);
}
