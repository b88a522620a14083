import { mergeConfig, type ViteUserConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

const config: ViteUserConfig = mergeConfig(shared, {
  // The files share the client and the sandbox, which each of them would load again.
  test: { globalSetup: "test/support/programs.ts", isolate: false },
});

export default config;
