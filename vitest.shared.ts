import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Every package tests the same way: its neighbours' source, type tests included, results for the sum. */
const config: ViteUserConfig = defineConfig({
  ssr: { resolve: { conditions: ["@interkit/source"] } },
  test: {
    include: ["test/**/*.test.ts"],
    typecheck: { enabled: true, include: ["test/**/*.test-d.ts"] },
    reporters: ["default", "json"],
    outputFile: { json: "test-results.json" },
  },
});

export default config;
