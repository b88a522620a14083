import { defineConfig, type ViteUserConfig } from "vitest/config";
import { timeouts } from "../../vitest.shared.ts";

/** Tests the statements of the documents and the demo against the packages' source. */
const config: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions: ["@interkit/source", "node"] } },
  test: {
    include: ["scripts/docs/**/*.test.ts", "scripts/demo/**/*.test.ts"],
    reporters: ["default", "json"],
    outputFile: { json: "scripts/docs/test-results.json" },
    // The files share the compiler and what it has parsed, which each of them would load again.
    isolate: false,
    ...timeouts,
  },
});

export default config;
