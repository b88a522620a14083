import type { ConnectionError } from "../errors/errors.ts";
import { isRecord } from "../errors/values.ts";

/** System calls that precede any sending. */
const connectSyscalls: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo"]);

/** Codes that prove it by themselves: there was no address, or no connection in time. */
const connectErrorCodes: ReadonlySet<unknown> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  // Bun's names.
  "ConnectionRefused",
  "FailedToOpenSocket",
]);

/**
 * Whether the platform's error proves that a request was never sent. An error code of the system is no
 * proof: Linux reports `EHOSTUNREACH`, `ENETUNREACH` and even `ECONNREFUSED` for an open connection
 * when the network behind it is lost. The failed system call is what proves it.
 */
export function wasNeverSent({ cause }: ConnectionError): boolean {
  const inner = isRecord(cause) ? cause["cause"] : undefined;
  return [inner, cause].some(isProof);
}

function isProof(error: unknown): boolean {
  if (!isRecord(error)) return false;
  // A host with several addresses: the connection to each must have failed.
  const all = error["errors"];
  if (Array.isArray(all) && all.length > 0) return all.every(isProof);
  const { code, syscall } = error;
  if (connectSyscalls.has(syscall)) return true;
  if (syscall === undefined && connectErrorCodes.has(code)) return true;
  // Deno reports it in the message, without a code.
  return /client error \(Connect\)|dns error/i.test(String(error["message"]));
}
