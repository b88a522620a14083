import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

/** The scripts that generate, release and set up. What the documents promise is scripts/docs. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["scripts/**/*.test.ts"],
    exclude: [...configDefaults.exclude, "scripts/docs/**", "scripts/demo/**"],
    reporters: ["default", "json"],
    outputFile: { json: "test-results.json" },
    testTimeout: 60_000,
  },
});

export default config;
