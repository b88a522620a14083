import { mergeConfig, type ViteUserConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    globalSetup: "test/support/programs.ts",
    // The files share the sandbox and the generated tables, which each of them would load again.
    isolate: false,
  },
});

export default config;
