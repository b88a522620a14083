import type { ConnectionError } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";

/** What the system was asked for when nothing can have been sent yet. */
const connectSyscalls: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo"]);

/** Codes that mean it by themselves: there was no address, or no connection in time. */
const connectErrorCodes: ReadonlySet<unknown> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  // Bun's names.
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

/**
 * Whether the platform proves that a request was never sent. The system's own codes are no proof:
 * Linux reports `EHOSTUNREACH`, `ENETUNREACH` and even `ECONNREFUSED` of a connection that is open,
 * when the network is lost behind it. What counts is the call that failed.
 */
export function wasNeverSent({ cause }: ConnectionError): boolean {
  const inner = isRecord(cause) ? cause["cause"] : undefined;
  return [inner, cause].some(isProof);
}

function isProof(error: unknown): boolean {
  if (!isRecord(error)) return false;
  // A host with several addresses: each of them was tried.
  const all = error["errors"];
  if (Array.isArray(all) && all.length > 0) return all.every(isProof);
  const { code, syscall } = error;
  if (connectSyscalls.has(syscall)) return true;
  if (syscall === undefined && connectErrorCodes.has(code)) return true;
  // Deno has words for it, and no code.
  return /client error \(Connect\)|dns error/i.test(String(error["message"]));
}
