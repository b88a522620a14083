import type { Sandbox, SandboxOptions } from "@interkit/sandbox";
import type { Network } from "./network.ts";

/** The package of the sandbox, so that the page shows the requests to sandboxes that a program makes itself. */
export function recordedSandbox(loaded: object, network: Network): object {
  const { createSandbox } = loaded as { createSandbox(options?: SandboxOptions): Sandbox };
  return {
    ...loaded,
    createSandbox: (options?: SandboxOptions): Sandbox => {
      const sandbox = createSandbox(options);
      return { ...sandbox, fetch: network.record(sandbox.fetch) };
    },
  };
}
