import type { SandboxOptions } from "@interkit/sandbox";

export const acme = { id: "acme", token: "acme-secret" };
export const globex = {
  id: "globex",
  name: "Globex",
  region: "EU",
  timezone: "Europe/Dublin",
  token: ["globex-secret", "globex-other"],
} as const;

/** A sandbox with two workspaces. */
export const both: SandboxOptions = { workspaces: [acme, globex], clock: () => 1_717_401_600_000 };
