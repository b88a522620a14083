export { createLeanClient, type LeanOptions } from "./lean-client.ts";
export { createMinimalClient, type MinimalClient } from "./minimal-client.ts";
export { hooks, layers, type Part, rateLimits, retries } from "./parts.ts";
