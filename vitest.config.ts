import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";
import shared, { timeouts } from "./vitest.shared.ts";

/** The repository's tools. The generator tests itself; what the documents promise is scripts/docs. */
const config: ViteUserConfig = defineConfig({
  ...(shared.resolve && { resolve: shared.resolve }),
  test: {
    include: ["scripts/**/*.test.ts"],
    exclude: [
      ...configDefaults.exclude,
      "scripts/generator/**",
      "scripts/docs/**",
      "scripts/demo/**",
    ],
    globalSetup: "scripts/drift/support/bundle-programs.ts",
    reporters: ["default", "json"],
    outputFile: { json: "test-results.json" },
    ...timeouts,
  },
});

export default config;
