import { mergeConfig, type ViteUserConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    globalSetup: "test/support/build-program.ts",
    // The files share the sandbox and the compiled schemas: to load both again for each of them would
    // take half of the time.
    isolate: false,
  },
});

export default config;
