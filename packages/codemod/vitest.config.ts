import { mergeConfig, type ViteUserConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

const config: ViteUserConfig = mergeConfig(shared, {
  // The files share the compiler and the language's library, which each of them would load again.
  test: { globalSetup: "test/support/bundle-programs.ts", isolate: false },
});

export default config;
