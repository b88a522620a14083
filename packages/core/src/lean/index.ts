export { createLeanClient, type LeanOptions } from "./lean-client.ts";
export { hooks, layers, type Part, rateLimits, retries } from "./parts.ts";
