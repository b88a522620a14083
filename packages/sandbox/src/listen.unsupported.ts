import type { SandboxServer } from "./node/listen.ts";

/** The module that `#listen` resolves to on platforms other than Node. */
export async function listen(): Promise<SandboxServer> {
  throw new Error("A sandbox can only listen on Node. Here, call sandbox.fetch instead.");
}
