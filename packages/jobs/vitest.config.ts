import { mergeConfig, type ViteUserConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

const config: ViteUserConfig = mergeConfig(shared, {
  // Each file has a process of its own: they listen to signals of the process, and replace its timers.
  test: { globalSetup: "test/support/programs.ts", isolate: true },
});

export default config;
