import { ConfigError } from "@interkit/core";

/** @throws {ConfigError} for what is no endpoint, such as its `fetch` alone. */
export function checkEndpoint(of: string, endpoint: unknown): void {
  if (typeof Object(endpoint).handle === "function") return;
  throw new ConfigError(
    `${of} takes an endpoint, such as what createWebhooks returns: the whole object, not its fetch`,
  );
}
