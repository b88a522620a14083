import { ConfigError } from "@interkit/core";

/** @throws {ConfigError} in a page of a browser, where anyone can read a secret. */
export function checkServer(name: string): void {
  if (typeof (globalThis as { document?: unknown }).document === "undefined") return;
  throw new ConfigError(
    `${name} runs on a server alone: in a page of a browser, anyone can read the secret that it is given`,
  );
}
